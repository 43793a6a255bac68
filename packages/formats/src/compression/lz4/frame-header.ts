// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from '../../reading/byte-stream.js';
import { Malformed } from '../../reading/drive.js';
import type { DecoderOutput } from '../decoder.js';
import { xxh32 } from '../xxh32.js';

/** What an LZ4 frame says of itself. */
export interface Lz4FrameHeader {
  readonly independentBlocks: boolean;
  readonly blockChecksums: boolean;
  readonly contentChecksum: boolean;
  /** undefined where it is not said */
  readonly contentBytes: bigint | undefined;
  readonly maxBlockBytes: number;
}

export const LZ4_MAGIC = 0x184d2204;

/** @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md */
export function* readFrameHeader(input: ByteStream, output: DecoderOutput): Reading<Lz4FrameHeader> {
  if ((yield* input.take(4)).readUInt32LE(0) !== LZ4_MAGIC) throw new Malformed('no LZ4 frame');
  const start = Buffer.from(yield* input.take(2));
  const [flags = 0, sizes = 0] = start;
  const blockSize = (sizes >> 4) & 7;
  if (flags >> 6 !== 1 || (flags & 0x02) !== 0 || (sizes & 0x8f) !== 0 || blockSize < 4) {
    throw new Malformed('header of an LZ4 frame');
  }
  const size = Buffer.from(yield* input.take((flags & 0x08) === 0 ? 0 : 8));
  if ((flags & 0x01) !== 0) throw new Malformed('an LZ4 frame with a dictionary');
  const checksum = (yield* input.take(1))[0];
  if (((xxh32(Buffer.concat([start, size])) >>> 8) & 0xff) !== checksum) output.mismatch('header of an LZ4 frame');
  return {
    independentBlocks: (flags & 0x20) !== 0,
    blockChecksums: (flags & 0x10) !== 0,
    contentChecksum: (flags & 0x04) !== 0,
    contentBytes: size.length === 0 ? undefined : size.readBigUInt64LE(0),
    // 64 KiB, 256 KiB, 1 MiB or 4 MiB.
    maxBlockBytes: 2 ** (8 + 2 * blockSize),
  };
}
