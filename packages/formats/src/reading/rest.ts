// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from './byte-stream.js';
import type { PartBuilder } from './part-builder.js';

/** Reads all bytes that are left as a part of their own: they follow the end of the format. */
export function* openRest(stream: ByteStream, part: PartBuilder, detail?: string): Reading {
  if (yield* stream.isAtEnd()) return;
  const { offset } = stream;
  part.irregular('trailing-bytes', offset, detail);
  const sizeBytes = part.sizeBytes === undefined ? undefined : part.sizeBytes - offset;
  const rest = part.open({ name: `@${offset}`, offset, sizeBytes });
  yield* stream.each(Infinity, (piece) => rest.write(piece));
  rest.end();
}
