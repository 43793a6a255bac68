// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from '../../reading/byte-stream.js';
import { Malformed } from '../../reading/drive.js';
import type { Decoder, DecoderOutput } from '../decoder.js';
import { Xxh32, xxh32 } from '../xxh32.js';
import { readFrameHeader, type Lz4FrameHeader } from './frame-header.js';
import { Lz4Window } from './window.js';

const STORED = 0x80000000;

/** One LZ4 frame. */
export const decodeLz4: Decoder = function* (input, output) {
  const header = yield* readFrameHeader(input, output);
  const window = new Lz4Window(header.maxBlockBytes);
  const sum = new Xxh32();
  let sizeBytes = 0n;
  for (;;) {
    const block = yield* readBlock(input, header, { window, output });
    if (block === undefined) break;
    sum.update(block);
    sizeBytes += BigInt(block.length);
    output.write(block);
  }
  if (header.contentBytes !== undefined && header.contentBytes !== sizeBytes) output.mismatch('length of an LZ4 frame');
  if (header.contentChecksum && (yield* input.take(4)).readUInt32LE(0) !== sum.digest()) {
    output.mismatch('XXH32 of an LZ4 frame');
  }
};

/** @returns undefined at the end mark */
function* readBlock(
  input: ByteStream,
  header: Lz4FrameHeader,
  { window, output }: { readonly window: Lz4Window; readonly output: DecoderOutput },
): Reading<Buffer | undefined> {
  const word = (yield* input.take(4)).readUInt32LE(0);
  if (word === 0) return undefined;
  const length = word % STORED;
  if (length > header.maxBlockBytes) throw new Malformed('length of an LZ4 block');
  const bytes = yield* collect(input, length);
  if (header.blockChecksums && (yield* input.take(4)).readUInt32LE(0) !== xxh32(bytes)) {
    output.mismatch('XXH32 of an LZ4 block');
  }
  if (header.independentBlocks) window.forget();
  return word >= STORED ? window.store(bytes) : window.expand(bytes);
}

/** Takes bytes as one piece as they come, so that no more memory is used than there are. */
function* collect(input: ByteStream, length: number): Reading<Buffer> {
  const pieces: Buffer[] = [];
  yield* input.each(length, (piece) => pieces.push(Buffer.from(piece)));
  return Buffer.concat(pieces);
}
