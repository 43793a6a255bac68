// SPDX-License-Identifier: Apache-2.0
import type { Reading } from '../../reading/byte-stream.js';
import { Malformed } from '../../reading/drive.js';
import type { Decoder, DecoderOutput } from '../decoder.js';
import { BitReader } from './bit-reader.js';
import { readBlockHeader } from './block-header.js';
import { BlockMemory } from './block-memory.js';
import { readBlock } from './block.js';
import { bzip2Crc } from './crc.js';
import { untransform } from './rotations.js';

/** Numbers that blocks and the end begin with: pi, and its square root. */
const BLOCK = [0x314159, 0x265359];
const END = [0x177245, 0x385090];

/** One bzip2 stream. A block is kept whole: 3.6 MB at most, whatever the file says. */
export const decodeBzip2: Decoder = function* (input, output) {
  const start = input.offset;
  const level = /^BZh([1-9])$/.exec((yield* input.take(4)).toString('latin1'))?.[1];
  if (level === undefined) throw new Malformed('no bzip2 stream', start);
  const bits = new BitReader(input);
  const memory = new BlockMemory(Number(level) * 100_000);
  let crc = 0;
  for (;;) {
    yield* bits.fill(48);
    const mark = [bits.read(24), bits.read(24)];
    if (mark[0] === END[0] && mark[1] === END[1]) break;
    if (mark[0] !== BLOCK[0] || mark[1] !== BLOCK[1]) throw new Malformed('no bzip2 block', start);
    const blockCrc = yield* decodeBlock(bits, memory, output);
    crc = (((crc << 1) | (crc >>> 31)) ^ blockCrc) >>> 0;
  }
  yield* bits.fill(32);
  if (bits.read(16) * 0x10000 + bits.read(16) !== crc) output.mismatch('CRC of a bzip2 stream');
  yield* bits.align();
};

/** @returns the checksum that the block says it has */
function* decodeBlock(bits: BitReader, memory: BlockMemory, output: DecoderOutput): Reading<number> {
  const header = yield* readBlockHeader(bits);
  const transformed = yield* readBlock(bits, header, memory);
  let crc = 0;
  untransform(transformed, header.origin, (bytes) => {
    crc = bzip2Crc(bytes, crc);
    output.write(bytes);
  });
  if (crc !== header.crc) output.mismatch('CRC of a bzip2 block');
  return header.crc;
}
