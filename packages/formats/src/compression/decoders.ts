// SPDX-License-Identifier: Apache-2.0
import { decodeBzip2 } from './bzip2/decode-bzip2.js';
import type { Decoder } from './decoder.js';
import { decodeGzip } from './gzip.js';
import { decodeLzma } from './lzma/decode-lzma.js';
import { isLzma } from '../magic/compression.js';
import { decodeLz4 } from './lz4/decode-lz4.js';
import { XZ_MAGIC, decodeXz } from './xz/decode-xz.js';
import { ZSTD_MAGIC, decodeZstd } from './zstd/decode-zstd.js';
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
  bzip2: { decode: decodeBzip2, begins: startsWith('BZh') },
  lz4: { decode: decodeLz4, begins: startsWith('\x04\x22\x4d\x18') },
  xz: { decode: decodeXz, begins: startsWith(XZ_MAGIC) },
  zstd: { decode: decodeZstd, begins: startsWith(ZSTD_MAGIC) },
  lzma: { decode: decodeLzma, begins: isLzma },
} as const satisfies Readonly<Record<string, StreamKind>>;
