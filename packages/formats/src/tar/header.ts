// SPDX-License-Identifier: Apache-2.0
import { readNumberField } from './number-field.js';
import { TAR_BLOCK_BYTES } from './tar-header.js';

/** Kinds of tar headers: the oldest, POSIX 1988, and what GNU tar wrote before that was decided. */
export type TarVariant = 'v7' | 'ustar' | 'gnu';

/** One header block. Names are as in the block: longer ones stand in members before it. */
export interface TarHeader {
  readonly variant: TarVariant;
  readonly name: string;
  readonly linkName: string;
  /** one character; `0` for files, also where the oldest format has a NUL */
  readonly type: string;
  readonly sizeBytes: number;
  /** one more block of a sparse map follows */
  readonly isExtended: boolean;
  /** bytes where the format has none, such as behind the end of a name */
  readonly hasOddPadding: boolean;
}

/** Of a header of type `S`: more of its map follows. In such a block itself it stands at 504. */
const SPARSE_FLAG = 482;
const CHECKSUM = { at: 148, end: 156 };

/** Reads a block of {@link TAR_BLOCK_BYTES}. @returns undefined when its checksum or its size is no such thing */
export function readHeader(block: Buffer): TarHeader | undefined {
  const sizeBytes = readNumberField(block.subarray(124, 136));
  if (sizeBytes === undefined || !hasItsChecksum(block)) return undefined;
  const variant = variantOf(block);
  const [name, nameEnds] = readText(block, 0, 100);
  const [linkName, linkEnds] = readText(block, 157, 257);
  const [prefix, prefixEnds] = variant === 'ustar' ? readText(block, 345, 500) : ['', true];
  const type = block.toString('latin1', 156, 157);
  return {
    variant,
    name: prefix === '' ? name : `${prefix}/${name}`,
    linkName,
    type: type === '\0' ? '0' : type,
    sizeBytes,
    isExtended: type === 'S' && block[SPARSE_FLAG] !== 0,
    hasOddPadding: !nameEnds || !linkEnds || !prefixEnds || (variant !== 'gnu' && !isZero(restOf(block, variant))),
  };
}

/** What the format leaves empty. GNU has times and sparse maps there. */
const restOf = (block: Buffer, variant: TarVariant): Buffer => block.subarray(variant === 'ustar' ? 500 : 257);

function variantOf(block: Buffer): TarVariant {
  const mark = block.toString('latin1', 257, 265);
  return mark === 'ustar  \0' ? 'gnu' : mark.startsWith('ustar\0') ? 'ustar' : 'v7';
}

/** A text up to its NUL, and whether nothing but NULs follows it. */
function readText(block: Buffer, start: number, end: number): readonly [text: string, endsThere: boolean] {
  const field = block.subarray(start, end);
  const zero = field.indexOf(0);
  return zero < 0 ? [field.toString(), true] : [field.toString('utf8', 0, zero), isZero(field.subarray(zero))];
}

/** The sum of all bytes, its own field taken for spaces; some writers took bytes for signed. */
function hasItsChecksum(block: Buffer): boolean {
  const stated = readNumberField(block.subarray(CHECKSUM.at, CHECKSUM.end));
  let sum = 0;
  let signed = 0;
  for (let i = 0; i < TAR_BLOCK_BYTES; i++) {
    const byte = i >= CHECKSUM.at && i < CHECKSUM.end ? 0x20 : (block[i] ?? 0);
    sum += byte;
    signed += byte > 0x7f ? byte - 0x100 : byte;
  }
  return stated === sum || stated === signed;
}

export const isZero = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);
