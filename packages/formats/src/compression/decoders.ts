// SPDX-License-Identifier: Apache-2.0
import type { Decoder } from './decoder.js';
import { decodeGzip } from './gzip.js';
import { decodeZlibOrJoblib } from './zlib.js';

/** Bytes that {@link StreamKind.begins} looks at. */
export const BEGINNING_BYTES = 32;

/** A kind of compressed stream. */
export interface StreamKind {
  readonly decode: Decoder;
  /** whether one more stream of the kind begins there: loaders read it as if it went on */
  readonly begins: (beginning: Buffer) => boolean;
}

const startsWith =
  (...magics: readonly string[]): StreamKind['begins'] =>
  (beginning) =>
    magics.some((magic) => beginning.toString('latin1', 0, magic.length) === magic);

/** By format id. */
export const DECODERS = {
  gzip: { decode: decodeGzip, begins: startsWith('\x1f\x8b') },
  // No loader reads a second stream of zlib.
  zlib: { decode: decodeZlibOrJoblib, begins: () => false },
} as const satisfies Readonly<Record<string, StreamKind>>;
