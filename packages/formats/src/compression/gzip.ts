// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib';
import { CutShort, type ByteStream, type Reading } from '../reading/byte-stream.js';
import { Malformed } from '../reading/drive.js';
import { decodeBy, type Decoder, type DecoderOutput } from './decoder.js';
import { openInflate } from './inflate.js';

/** Longest file name or comment of a member. */
const MAX_TEXT_BYTES = 64 * 1024;

const FLAGS = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 };

const inflate = decodeBy(openInflate('raw'));

/** One member of a gzip stream: RFC 1952. */
export const decodeGzip: Decoder = function* (input, output) {
  yield* readHeader(input, output);
  let crc = 0;
  let sizeBytes = 0;
  const counted: DecoderOutput = {
    write(piece) {
      crc = crc32(piece, crc);
      sizeBytes += piece.length;
      output.write(piece);
    },
    mismatch: (detail) => output.mismatch(detail),
  };
  yield* inflate(input, counted);
  const trailer = yield* input.take(8);
  if (trailer.readUInt32LE(0) !== crc) output.mismatch('CRC-32 of a gzip member');
  if (trailer.readUInt32LE(4) !== sizeBytes % 2 ** 32) output.mismatch('length of a gzip member');
};

function* readHeader(input: ByteStream, output: DecoderOutput): Reading {
  const start = input.offset;
  let crc = 0;
  const take = function* (count: number): Reading<Buffer> {
    const bytes = Buffer.from(yield* input.take(count));
    crc = crc32(bytes, crc);
    return bytes;
  };
  const fixed = yield* take(10);
  if (fixed.readUInt16BE(0) !== 0x1f8b || fixed[2] !== 8) throw new Malformed('no gzip member', start);
  const flags = fixed[3] ?? 0;
  // RFC 1952 2.3.1.2: whoever does not know what a flag stands for must not go on.
  if ((flags & FLAGS.reserved) !== 0) throw new Malformed('reserved flags of a gzip member', start);
  if ((flags & FLAGS.extra) !== 0) yield* take((yield* take(2)).readUInt16LE(0));
  if ((flags & FLAGS.name) !== 0) crc = crc32(yield* takeText(input), crc);
  if ((flags & FLAGS.comment) !== 0) crc = crc32(yield* takeText(input), crc);
  const expected = crc & 0xffff;
  if ((flags & FLAGS.headerCrc) === 0) return;
  if ((yield* input.take(2)).readUInt16LE(0) !== expected) output.mismatch('CRC-16 of a gzip header');
}

/** Takes a text with the zero that ends it. */
function* takeText(input: ByteStream): Reading<Buffer> {
  const start = input.offset;
  const pieces: Buffer[] = [];
  let length = 0;
  for (;;) {
    const chunk = yield* input.peek(1);
    if (chunk.length === 0) throw new CutShort(input.offset);
    const zero = chunk.indexOf(0);
    const piece = Buffer.from(yield* input.take(Math.min(zero < 0 ? chunk.length : zero + 1, MAX_TEXT_BYTES)));
    pieces.push(piece);
    length += piece.length;
    if (piece.at(-1) === 0) return Buffer.concat(pieces);
    if (length >= MAX_TEXT_BYTES) throw new Malformed('a name or comment of a gzip member that is too long', start);
  }
}
