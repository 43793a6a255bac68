// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import { Malformed, type SequentialReader } from '../reading/drive.js';
import { openRest } from '../reading/rest.js';

const HEADER_BYTES = 13;
const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;

/** Reads the blocks of a GIF image up to its trailer. @see https://www.w3.org/Graphics/GIF/spec-gif89a.txt */
export const readGif: SequentialReader = function* (stream, part) {
  const header = yield* stream.take(HEADER_BYTES);
  yield* skipColours(stream, header[10] ?? 0);
  for (;;) {
    const { offset } = stream;
    const introducer = (yield* stream.take(1))[0];
    if (introducer === TRAILER) return yield* openRest(stream, part, 'after the image');
    if (introducer === IMAGE) {
      yield* skipColours(stream, (yield* stream.take(9))[8] ?? 0);
      yield* stream.skip(1);
    } else if (introducer === EXTENSION) yield* stream.skip(1);
    else throw new Malformed('no block of GIF', offset);
    yield* skipSubBlocks(stream);
  }
};

/** A table of colours, where flags say that there is one. */
function* skipColours(stream: ByteStream, flags: number): Reading {
  if ((flags & 0x80) !== 0) yield* stream.skip(3 * 2 ** ((flags & 7) + 1));
}

function* skipSubBlocks(stream: ByteStream): Reading {
  for (;;) {
    const length = (yield* stream.take(1))[0] ?? 0;
    if (length === 0) return;
    yield* stream.skip(length);
  }
}
