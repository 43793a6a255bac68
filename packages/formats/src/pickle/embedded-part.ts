// SPDX-License-Identifier: Apache-2.0
import type { PartBuilder } from '../reading/part-builder.js';
import type { PickleScannerOptions } from './machine/scanner-options.js';

/** Beginnings of what may be something by itself: pickles of all protocols, archives, compressed streams, programs, arrays. */
const BEGINNING = new RegExp(
  [
    String.raw`\x80[\x00-\x05]`,
    String.raw`c[A-Za-z_][\w.]{0,60}\n`,
    String.raw`[(\]})]{1,3}[(cC\x8cXUINT\]})]`,
    String.raw`PK\x03\x04`,
    String.raw`\x1f\x8b`,
    String.raw`\x78[\x01\x5e\x9c\xda]`,
    String.raw`BZh[1-9]`,
    String.raw`\xfd7zXZ\x00`,
    // Properties, a dictionary of at least 64 KiB, a length that is possible or unknown, the first byte of the coder: small
    // numbers in arrays begin with the first three bytes, too.
    String.raw`\x5d\x00\x00(?!\x00\x00)[^]{2}(?:\xff{8}|[^]{5}\x00{3})\x00`,
    String.raw`\x28\xb5\x2f\xfd`,
    String.raw`\x04\x22\x4d\x18`,
    String.raw`\x89HDF`,
    String.raw`\x93NUMPY`,
    String.raw`\x7fELF`,
    String.raw`MZ`,
    String.raw`GGUF`,
    String.raw`#!`,
  ].join('|'),
  'y',
);

const MIN_BYTES = 4;

/** Reads pieces within a pickle as parts, where their beginning looks like something. */
export const embeddedPart =
  (part: PartBuilder): NonNullable<PickleScannerOptions['embedded']> =>
  ({ head, offset, sizeBytes }) => {
    if (sizeBytes < MIN_BYTES) return undefined;
    BEGINNING.lastIndex = 0;
    if (!BEGINNING.test(head.toString('latin1'))) return undefined;
    return () => part.open({ name: `@${offset}`, offset, sizeBytes, isData: true });
  };

/** 1 for every byte that such a piece may begin with. */
export const EMBEDDED_FIRST = new Uint8Array(256);
for (const char of '\x80c(]})P\x1f\x78B\xfd\x5d\x28\x04\x89\x93\x7fMG#') EMBEDDED_FIRST[char.charCodeAt(0)] = 1;
