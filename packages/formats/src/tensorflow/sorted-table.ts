// SPDX-License-Identifier: Apache-2.0
import { packedNumbers } from '../protobuf/varint.js';
import type { Claims } from '../reading/claims.js';
import { Malformed } from '../reading/drive.js';
import type { PagedBytes } from '../reading/paged-bytes.js';

/** Footer: two places of blocks, padding, magic. */
const FOOTER_BYTES = 48;
const MAGIC = '57fb808b247547db';
/** Type of compression and a checksum follow each block. */
const TRAILER_BYTES = 5;
const MAX_VARINT_BYTES = 5;
/** Longest key. */
const MAX_KEY_BYTES = 4096;
/** Most bytes of all keys of a block: each of them may share all but a few with the one before. */
const MAX_KEYS_BYTES = 256 * 1024 * 1024;
/** Most entries of a table. */
const MAX_ENTRIES = 2_000_000;

/** A key with its value, and where the value is. */
export interface TableEntry {
  readonly key: string;
  readonly value: Buffer;
  readonly at: number;
}

interface Block {
  readonly at: number;
  readonly sizeBytes: number;
}

/**
 * Reads a table of sorted keys, as LevelDB has them; entries of data blocks in order.
 *
 * @param claims - is told of all blocks
 * @see https://github.com/google/leveldb/blob/main/doc/table_format.md
 * @throws Malformed, TooLarge
 */
export function* readSortedTable(file: PagedBytes, claims: Claims): Generator<TableEntry> {
  const start = file.sizeBytes - FOOTER_BYTES;
  const footer = file.bytes(start, FOOTER_BYTES);
  if (footer.subarray(-8).toString('hex') !== MAGIC) throw new Malformed('there is no footer', Math.max(0, start));
  claims.once(start, FOOTER_BYTES, 'footer');
  const [metaAt, metaBytes, indexAt, indexBytes] = packedNumbers(footer.subarray(0, -8), start);
  if (metaAt === undefined || metaBytes === undefined || indexAt === undefined || indexBytes === undefined) {
    throw new Malformed('a footer without blocks', start);
  }
  let entries = 0;
  for (const { value } of entriesOf(file, claims, { at: metaAt, sizeBytes: metaBytes })) handleOf(value, start);
  for (const { value, at } of entriesOf(file, claims, { at: indexAt, sizeBytes: indexBytes })) {
    for (const entry of entriesOf(file, claims, handleOf(value, at))) {
      if (++entries > MAX_ENTRIES) throw new Malformed('too many entries', entry.at);
      yield entry;
    }
  }
}

function handleOf(value: Buffer, offset: number): Block {
  const [at, sizeBytes] = packedNumbers(value, offset);
  if (at === undefined || sizeBytes === undefined) throw new Malformed('a place of no block', offset);
  return { at, sizeBytes };
}

/** Keys of a block share their beginnings with the one before; where they start anew is listed at its end. */
function* entriesOf(file: PagedBytes, claims: Claims, { at, sizeBytes }: Block): Generator<TableEntry> {
  const bytes = file.bytes(at, sizeBytes);
  if (file.number(at + sizeBytes, 1) !== 0) throw new Malformed('a compressed block, which is not followed', at);
  if (!claims.once(at, sizeBytes + TRAILER_BYTES, 'block')) throw new Malformed('a block that is there twice', at);
  const restarts = sizeBytes < 4 ? NaN : bytes.readUInt32LE(sizeBytes - 4);
  const end = sizeBytes - 4 - 4 * restarts;
  if (!(end >= 0)) throw new Malformed('a block of more starts than it has room for', at);
  let key = Buffer.alloc(0);
  let keysBytes = 0;
  for (let offset = 0; offset < end;) {
    const [shared, added, valueBytes, headBytes] = headOf(bytes, offset, at);
    const valueAt = offset + headBytes + added;
    if (shared > key.length || valueAt + valueBytes > end || shared + added > MAX_KEY_BYTES) {
      throw new Malformed('an entry that is not in its block', at + offset);
    }
    keysBytes += shared + added;
    if (keysBytes > MAX_KEYS_BYTES) throw new Malformed('too many keys in a block', at + offset);
    key = Buffer.concat([key.subarray(0, shared), bytes.subarray(offset + headBytes, valueAt)]);
    yield { key: key.toString('utf8'), value: bytes.subarray(valueAt, valueAt + valueBytes), at: at + valueAt };
    offset = valueAt + valueBytes;
  }
}

/** @returns three lengths, and the bytes that they take */
function headOf(bytes: Buffer, offset: number, at: number): [number, number, number, number] {
  const head = bytes.subarray(offset, offset + 3 * MAX_VARINT_BYTES);
  let [count, length] = [0, 0];
  while (count < 3 && length < head.length) if ((head[length++] ?? 0) < 0x80) count++;
  const [shared = NaN, added = NaN, valueBytes = NaN] = packedNumbers(head.subarray(0, length), at + offset);
  if (count < 3) throw new Malformed('an entry that is cut short', at + offset);
  return [shared, added, valueBytes, length];
}
