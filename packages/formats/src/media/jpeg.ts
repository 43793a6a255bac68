// SPDX-License-Identifier: Apache-2.0
import { CutShort, type ByteStream, type Reading } from '../reading/byte-stream.js';
import { Malformed, type SequentialReader } from '../reading/drive.js';
import { openRest } from '../reading/rest.js';

const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;

/** Markers that stand alone: restarts, and one for arithmetic coding. */
const isBare = (marker: number): boolean => (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01;

/** Reads the segments of a JPEG image up to its end: ITU-T T.81, annex B. */
export const readJpeg: SequentialReader = function* (stream, part) {
  for (;;) {
    const { offset } = stream;
    const marker = yield* readMarker(stream);
    if (marker === END) return yield* openRest(stream, part, 'after the image');
    if (marker === START && offset > 0) throw new Malformed('one more beginning of JPEG', offset);
    if (marker === START || isBare(marker)) continue;
    const length = (yield* stream.take(2)).readUInt16BE(0);
    if (length < 2) throw new Malformed('length of a segment of JPEG', offset);
    yield* stream.skip(length - 2);
    if (marker === SCAN) yield* skipScan(stream);
  }
};

/** A marker may have any number of 0xff before it. */
function* readMarker(stream: ByteStream): Reading<number> {
  const { offset } = stream;
  let byte = (yield* stream.take(1))[0];
  if (byte !== 0xff) throw new Malformed('no marker of JPEG', offset);
  while (byte === 0xff) byte = (yield* stream.take(1))[0];
  return byte ?? 0;
}

/** Coded data goes up to a marker; a zero after 0xff says that it is none. */
function* skipScan(stream: ByteStream): Reading {
  for (;;) {
    const chunk = yield* stream.peek(2);
    if (chunk.length < 2) throw new CutShort(stream.offset + chunk.length);
    const at = chunk.indexOf(0xff);
    if (at < 0) yield* stream.skip(chunk.length);
    else if (at === chunk.length - 1) yield* stream.skip(at);
    else if (chunk[at + 1] === 0 || isBare(chunk[at + 1] ?? 0)) yield* stream.skip(at + 2);
    else return yield* stream.skip(at);
  }
}
