// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ByteStream, Reading } from '../../reading/byte-stream.js';
import { Malformed } from '../../reading/drive.js';
import type { Decoder, DecoderOutput } from '../decoder.js';
import { readXzBlock, type XzBlock } from './block.js';
import { CHECK_BYTES, openCheck } from './check.js';
import { XzFields } from './fields.js';

export const XZ_MAGIC = '\xfd7zXZ\0';
const FOOTER_MAGIC = 'YZ';

/** One xz stream: blocks, an index of them, a footer. @see https://tukaani.org/xz/xz-file-format.txt */
export const decodeXz: Decoder = function* (input, output) {
  const flags = yield* readStreamHeader(input);
  const checkKind = flags[1] ?? 0;
  if (checkKind !== 0 && openCheck(checkKind) === undefined) output.mismatch('a kind of check that is not known');
  const blocks = new BlockList();
  while ((yield* input.peek(1))[0] !== 0) blocks.add(yield* readXzBlock(input, checkKind, output));
  const indexBytes = yield* readIndex(input, blocks, output);
  yield* readFooter(input, flags, indexBytes);
};

/** @returns the flags, which the footer repeats */
function* readStreamHeader(input: ByteStream): Reading<Buffer> {
  const header = Buffer.from(yield* input.take(12));
  const flags = header.subarray(6, 8);
  if (header.toString('latin1', 0, 6) !== XZ_MAGIC || header.readUInt32LE(8) !== crc32(flags)) {
    throw new Malformed('header of an xz stream');
  }
  if (flags[0] !== 0 || (flags[1] ?? 0) >= CHECK_BYTES.length) throw new Malformed('flags of an xz stream');
  return flags;
}

/** @returns how long the index is */
function* readIndex(input: ByteStream, blocks: BlockList, output: DecoderOutput): Reading<number> {
  const fields = new XzFields(input);
  yield* fields.take(1);
  const count = yield* fields.number();
  const listed = new BlockList();
  for (let i = 0; i < count; i++) {
    listed.add({ unpaddedBytes: yield* fields.number(), expandedBytes: yield* fields.number() });
  }
  if (!listed.equals(blocks)) output.mismatch('index of an xz stream');
  yield* fields.padding();
  yield* fields.checksum();
  return fields.sizeBytes;
}

function* readFooter(input: ByteStream, flags: Buffer, indexBytes: number): Reading {
  const footer = yield* input.take(12);
  const isRight =
    footer.readUInt32LE(0) === crc32(footer.subarray(4, 10)) &&
    (footer.readUInt32LE(4) + 1) * 4 === indexBytes &&
    footer.subarray(8, 10).equals(flags) &&
    footer.toString('latin1', 10) === FOOTER_MAGIC;
  if (!isRight) throw new Malformed('footer of an xz stream');
}

/** Any number of blocks, as one digest. */
class BlockList {
  readonly #hash = createHash('sha256');

  add({ unpaddedBytes, expandedBytes }: XzBlock): void {
    this.#hash.update(`${unpaddedBytes},${expandedBytes};`);
  }

  /** May be asked once. */
  equals(other: BlockList): boolean {
    return this.#hash.digest().equals(other.#hash.digest());
  }
}
