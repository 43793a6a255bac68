// SPDX-License-Identifier: Apache-2.0
import { Malformed, type SequentialReader } from '../reading/drive.js';
import { openRest } from '../reading/rest.js';

/** Reads the chunks of a RIFF file, such as WebP and WAV, up to the length in its header. */
export const readRiff: SequentialReader = function* (stream, part) {
  const header = yield* stream.take(12);
  const end = 8 + header.readUInt32LE(4);
  while (stream.offset < end) {
    const { offset } = stream;
    const chunk = Buffer.from(yield* stream.take(8));
    const length = chunk.readUInt32LE(4);
    if (!/^[\x20-\x7e]{4}$/.test(chunk.toString('latin1', 0, 4))) throw new Malformed('no chunk of RIFF', offset);
    // Some writers leave out the byte that makes a length even, in the last chunk.
    const padded = Math.min(length + (length % 2), Math.max(length, end - stream.offset));
    if (stream.offset + padded > end) part.irregular('out-of-bounds', offset, 'a chunk of RIFF beyond its file');
    yield* stream.skip(padded);
  }
  yield* openRest(stream, part, 'after the last chunk');
};
