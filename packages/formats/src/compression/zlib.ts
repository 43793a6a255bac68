// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import { adler32 } from './adler32.js';
import { decodeBy, type Decoder, type DecoderOutput } from './decoder.js';
import { openInflate } from './inflate.js';

const inflate = decodeBy(openInflate('raw'));

const PRESET_DICTIONARY = 0x20;

/** A zlib stream: RFC 1950. */
export const decodeZlib: Decoder = function* (input, output) {
  const start = input.offset;
  const header = yield* input.take(2);
  const [method = 0, flags = 0] = header;
  if ((method & 0x0f) !== 8 || method >> 4 > 7 || header.readUInt16BE(0) % 31 !== 0) {
    throw new Malformed('no zlib stream', start);
  }
  if ((flags & PRESET_DICTIONARY) !== 0) throw new Malformed('a zlib stream with a preset dictionary', start);
  let sum = 1;
  const summed: DecoderOutput = {
    write(piece) {
      sum = adler32(piece, sum);
      output.write(piece);
    },
    mismatch: (detail) => output.mismatch(detail),
  };
  yield* inflate(input, summed);
  if ((yield* input.take(4)).readUInt32BE(0) !== sum) output.mismatch('Adler-32 of a zlib stream');
};

/** `ZF`, then a number in hexadecimal digits that is filled up with spaces. */
const JOBLIB_HEADER_BYTES = 21;

/**
 * A zlib stream, or what joblib before 0.10 wrote: a header with the length, then a zlib stream.
 *
 * @see https://github.com/joblib/joblib/blob/main/joblib/numpy_pickle_compat.py read_zfile
 */
export const decodeZlibOrJoblib: Decoder = function* (input, output) {
  if ((yield* input.peek(2)).toString('latin1', 0, 2) !== 'ZF') return yield* decodeZlib(input, output);
  const start = input.offset;
  const header = (yield* input.take(JOBLIB_HEADER_BYTES)).toString('latin1');
  const digits = /^ZF0x([0-9a-f]{1,17})L? *$/.exec(header)?.[1];
  if (digits === undefined) throw new Malformed('no header of joblib before a zlib stream', start);
  // Some versions wrote one space more.
  if ((yield* input.peek(1))[0] === 0x20) yield* input.skip(1);
  let sizeBytes = 0n;
  yield* decodeZlib(input, {
    write(piece) {
      sizeBytes += BigInt(piece.length);
      output.write(piece);
    },
    mismatch: (detail) => output.mismatch(detail),
  });
  if (sizeBytes !== BigInt(`0x${digits}`)) output.mismatch('length in the header of joblib');
};
