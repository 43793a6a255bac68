// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib';
import { Malformed, type SequentialReader } from '../reading/drive.js';
import { openRest } from '../reading/rest.js';

const SIGNATURE_BYTES = 8;

/** Reads the chunks of a PNG image up to the last. @see https://www.w3.org/TR/png-3/#5DataRep */
export const readPng: SequentialReader = function* (stream, part) {
  yield* stream.skip(SIGNATURE_BYTES);
  for (let isFirst = true; ; isFirst = false) {
    const { offset } = stream;
    const header = Buffer.from(yield* stream.take(8));
    const length = header.readUInt32BE(0);
    const type = header.toString('latin1', 4);
    if (!/^[A-Za-z]{4}$/.test(type) || length > 0x7fffffff) throw new Malformed('no chunk of PNG', offset);
    if (isFirst && type !== 'IHDR') part.irregular('odd-order', offset, `${type} is the first chunk of PNG`);
    let sum = crc32(header.subarray(4));
    yield* stream.each(length, (piece) => (sum = crc32(piece, sum)));
    if ((yield* stream.take(4)).readUInt32BE(0) !== sum) part.irregular('checksum-mismatch', offset, `chunk ${type}`);
    if (type === 'IEND') return yield* openRest(stream, part, 'after the image');
  }
};
