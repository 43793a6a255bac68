// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from './byte-stream.js';

/** Skips zeros, as many as there are. @returns how many */
export function* skipZeros(stream: ByteStream): Reading<number> {
  const start = stream.offset;
  for (;;) {
    const chunk = yield* stream.peek(1);
    if (chunk[0] !== 0) return stream.offset - start;
    const other = chunk.findIndex((byte) => byte !== 0);
    yield* stream.skip(other < 0 ? chunk.length : other);
  }
}
