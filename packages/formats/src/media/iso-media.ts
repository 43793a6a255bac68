// SPDX-License-Identifier: Apache-2.0
import { Malformed, type SequentialReader } from '../reading/drive.js';
import { openRest } from '../reading/rest.js';

const HEADER_BYTES = 8;

/** Reads the boxes of an MP4 file or one of its kin: ISO/IEC 14496-12, 4.2. */
export const readIsoMedia: SequentialReader = function* (stream, part) {
  while (!(yield* stream.isAtEnd())) {
    const { offset } = stream;
    const beginning = (yield* stream.peek(HEADER_BYTES)).toString('latin1', 4, HEADER_BYTES);
    if (beginning !== '' && !/^[\x20-\x7e\xa9]{4}$/.test(beginning))
      return yield* openRest(stream, part, 'after the last box');
    const short = (yield* stream.take(HEADER_BYTES)).readUInt32BE(0);
    // 0: up to the end; 1: a longer number follows.
    const sizeBytes = short === 1 ? Number((yield* stream.take(8)).readBigUInt64BE(0)) : short;
    const taken = stream.offset - offset;
    if (sizeBytes !== 0 && sizeBytes < taken) throw new Malformed('no box of MP4', offset);
    if (sizeBytes === 0) part.irregular('odd-order', offset, 'a box that goes up to the end');
    yield* stream.skip(sizeBytes === 0 ? Infinity : sizeBytes - taken);
  }
};
