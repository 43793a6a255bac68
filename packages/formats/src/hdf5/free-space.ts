// SPDX-License-Identifier: Apache-2.0
import { recogniseHead } from '../reading/recognise-head.js';
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import type { IrregularityKind } from '../reading/irregularities.js';
import type { PartBuilder, PartReader } from '../reading/part-builder.js';
import type { RangeReader } from '@mpk/core';
import { subRanges } from '../reading/ranges.js';

/** libhdf5 allocates in blocks of 2 KiB, and leaves what it deletes: so much may be free at one place. */
export const MAX_FREE_BYTES = 4096;
const ZEROS = Buffer.alloc(64 * 1024);

/** Bytes that nothing in the file refers to. */
export interface Gap {
  readonly start: number;
  readonly end: number;
  readonly kind: IrregularityKind;
}

const isZero = (bytes: Buffer): boolean => {
  for (let at = 0; at < bytes.length; at += ZEROS.length) {
    const piece = bytes.subarray(at, at + ZEROS.length);
    if (!piece.equals(ZEROS.subarray(0, piece.length))) return false;
  }
  return true;
};

/** Reads bytes that nothing refers to: zeros need no look, nor do a few bytes that begin as nothing known. */
export function* readGap(stream: ByteStream, part: PartBuilder, ranges: RangeReader, gap: Gap): Reading {
  const { start, end, kind } = gap;
  const sizeBytes = end - start;
  const open = (): PartReader => {
    part.irregular(kind, start, `${sizeBytes} bytes`);
    return part.open({ name: `@${start}`, offset: start, sizeBytes, ranges: subRanges(ranges, start, sizeBytes) });
  };
  if (kind === 'gap' && sizeBytes <= MAX_FREE_BYTES) {
    const bytes = yield* stream.take(sizeBytes);
    if (beginsAsSomething(bytes)) feed(open(), bytes);
    return;
  }
  let zeros = 0;
  let child: PartReader | undefined;
  yield* stream.each(sizeBytes, (piece) => {
    if (child === undefined && isZero(piece)) {
      zeros += piece.length;
      return;
    }
    child ??= startWithZeros(open(), zeros);
    child.write(piece);
  });
  child?.end();
}

function feed(child: PartReader, bytes: Buffer): void {
  child.write(bytes);
  child.end();
}

function startWithZeros(child: PartReader, zeros: number): PartReader {
  for (let left = zeros; left > 0; left -= ZEROS.length) child.write(ZEROS.subarray(0, Math.min(left, ZEROS.length)));
  return child;
}

/** Opcodes that a pickle may go on with after its protocol. */
const PICKLE_OPCODES = Buffer.from('\x95c}](\x8cXCUKMNq)', 'latin1');

/** Whether bytes begin as a program, an archive, or another file; or as a pickle of protocol 2 or later. */
export function beginsAsSomething(bytes: Buffer): boolean {
  if (recogniseHead(bytes, bytes.length, undefined).length > 0) return true;
  const protocol = bytes[1] ?? 0;
  return bytes[0] === 0x80 && protocol >= 2 && protocol <= 5 && PICKLE_OPCODES.includes(bytes[2] ?? 0);
}
