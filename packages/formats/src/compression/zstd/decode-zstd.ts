// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from '../../reading/byte-stream.js';
import { Malformed } from '../../reading/drive.js';
import { TooLarge, type Decoder } from '../decoder.js';
import { MatchWindow } from '../match-window.js';
import { Xxh64 } from '../xxh64.js';
import type { HuffmanTable } from './huffman.js';
import { MAX_BLOCK_BYTES, readLiterals } from './literals.js';
import { executeSequences, type RecentOffsets, type SequenceTables } from './sequences.js';

export const ZSTD_MAGIC = '\x28\xb5\x2f\xfd';

interface FrameHeader {
  readonly windowBytes: number;
  /** undefined where it is not said */
  readonly contentBytes: bigint | undefined;
  readonly hasChecksum: boolean;
}

/** One Zstandard frame: RFC 8878. */
export const decodeZstd: Decoder = function* (input, output) {
  const header = yield* readFrameHeader(input);
  const sum = new Xxh64();
  let sizeBytes = 0n;
  const window = new MatchWindow(header.windowBytes, (bytes) => {
    if (header.hasChecksum) sum.update(bytes);
    sizeBytes += BigInt(bytes.length);
    output.write(bytes);
  });
  const blocks = new Blocks(window);
  while (yield* blocks.read(input));
  window.flush();
  if (header.contentBytes !== undefined && header.contentBytes !== sizeBytes)
    output.mismatch('length of a Zstandard frame');
  if (header.hasChecksum && (yield* input.take(4)).readUInt32LE(0) !== sum.digestLow()) {
    output.mismatch('XXH64 of a Zstandard frame');
  }
};

function* readFrameHeader(input: ByteStream): Reading<FrameHeader> {
  const start = yield* input.take(5);
  const descriptor = start[4] ?? 0;
  if (start.toString('latin1', 0, 4) !== ZSTD_MAGIC || (descriptor & 0x08) !== 0)
    throw new Malformed('no Zstandard frame');
  const isSingle = (descriptor & 0x20) !== 0;
  const window = isSingle ? undefined : (yield* input.take(1))[0];
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const dictionary = Buffer.from(yield* input.take(dictionaryBytes));
  if (dictionary.some((byte) => byte !== 0)) throw new TooLarge('a Zstandard frame with a dictionary', 'unsupported');
  const contentBytes = yield* readContentBytes(input, descriptor >> 6, isSingle);
  return {
    windowBytes: window === undefined ? Number(contentBytes ?? 0) : windowBytesOf(window),
    contentBytes,
    hasChecksum: (descriptor & 0x04) !== 0,
  };
}

const windowBytesOf = (byte: number): number => 2 ** (10 + (byte >> 3)) * (1 + (byte & 7) / 8);

function* readContentBytes(input: ByteStream, flag: number, isSingle: boolean): Reading<bigint | undefined> {
  if (flag === 0) return isSingle ? BigInt((yield* input.take(1))[0] ?? 0) : undefined;
  // 256 and up in two bytes.
  if (flag === 1) return BigInt((yield* input.take(2)).readUInt16LE(0) + 256);
  return flag === 2 ? BigInt((yield* input.take(4)).readUInt32LE(0)) : (yield* input.take(8)).readBigUInt64LE(0);
}

const RAW = 0;
const RUN = 1;
const COMPRESSED = 2;

class Blocks {
  #literals: HuffmanTable | undefined;
  readonly #tables: SequenceTables = {};
  readonly #recent: RecentOffsets = [1, 4, 8];

  constructor(private readonly window: MatchWindow) {}

  /** Decodes one block. @returns false after the last */
  *read(input: ByteStream): Reading<boolean> {
    const header = (yield* input.take(3)).readUIntLE(0, 3);
    const type = (header >> 1) & 3;
    const sizeBytes = header >> 3;
    if (sizeBytes > MAX_BLOCK_BYTES || type > COMPRESSED) throw new Malformed('a block of Zstandard');
    if (type === RAW) yield* input.each(sizeBytes, (piece) => this.window.append(piece));
    else if (type === RUN) this.window.append(Buffer.alloc(sizeBytes, yield* input.take(1)));
    else this.#decode(yield* input.take(sizeBytes));
    return (header & 1) === 0;
  }

  #decode(block: Buffer): void {
    const literals = readLiterals(block, this.#literals);
    this.#literals = literals.table;
    executeSequences(block.subarray(literals.sizeBytes), {
      window: this.window,
      literals: literals.bytes,
      tables: this.#tables,
      recent: this.#recent,
    });
  }
}
