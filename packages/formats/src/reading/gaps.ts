// SPDX-License-Identifier: Apache-2.0
import type { RangeReader } from '@mpk/core';
import { isElf, isMachO, isPe } from '../magic/executables.js';
import { recogniseHead } from './recognise-head.js';
import { MAX_TAKE_BYTES, type ByteStream, type Reading } from './byte-stream.js';
import type { IrregularityKind } from './irregularities.js';
import type { PartBuilder, PartReader } from './part-builder.js';
import { subRanges } from './ranges.js';

/** Writers pad, and leave what they delete: so much may be free at one place. libhdf5 allocates in blocks of 2 KiB. */
export const MAX_FREE_BYTES = 4096;
const HEAD_BYTES = 512;
const ZEROS = Buffer.alloc(64 * 1024);

/** Bytes that nothing in the file refers to. */
export interface Gap {
  readonly start: number;
  readonly end: number;
  /** undefined where a format may have something there that nothing refers to */
  readonly kind: IrregularityKind | undefined;
  /** Whether such bytes are what writers of the format leave; of at most {@link MAX_TAKE_BYTES}. */
  readonly isOrdinary?: (bytes: Buffer) => boolean;
}

const isZero = (bytes: Buffer): boolean => {
  for (let at = 0; at < bytes.length; at += ZEROS.length) {
    const piece = bytes.subarray(at, at + ZEROS.length);
    if (!piece.equals(ZEROS.subarray(0, piece.length))) return false;
  }
  return true;
};

/** Bytes that something refers to as data. */
export interface Look {
  readonly start: number;
  readonly sizeBytes: number;
  /** Is shown how they begin. */
  readonly look: (head: Buffer) => void;
}

/** What is looked at where the structures of a file are known. */
export interface Rest {
  readonly part: PartBuilder;
  readonly ranges: RangeReader;
  /** in the order of the file */
  readonly gaps: readonly Gap[];
  /** in the order of the file */
  readonly looks: readonly Look[];
}

/** Reads a part to its end whose structures are known: what nothing refers to, and how data begins. */
export function* readRest(stream: ByteStream, { part, ranges, gaps, looks }: Rest): Reading {
  let next = 0;
  for (const gap of [...gaps, { start: Infinity, end: Infinity, kind: 'gap' as const }]) {
    for (; (looks[next]?.start ?? Infinity) < gap.start; next++) {
      const look = looks[next];
      if (look !== undefined) yield* readHead(stream, look);
    }
    yield* stream.skip(gap.start - stream.offset);
    if (gap.start !== Infinity) yield* readGap(stream, part, ranges, gap);
  }
}

function* readHead(stream: ByteStream, { start, sizeBytes, look }: Look): Reading {
  // What shares its bytes with something else was looked at already.
  if (start < stream.offset) return;
  yield* stream.skip(start - stream.offset);
  look(yield* stream.takeUpTo(Math.min(sizeBytes, HEAD_BYTES)));
}

/** Whether bytes begin as a program of any system. */
export const isProgram = (head: Buffer): boolean => isElf(head) || isPe(head) || isMachO(head);

/** Reads bytes that nothing refers to: zeros need no look, nor do a few bytes that begin as nothing known. */
function* readGap(stream: ByteStream, part: PartBuilder, ranges: RangeReader, gap: Gap): Reading {
  const { start, end, kind } = gap;
  const sizeBytes = end - start;
  const open = (): PartReader => {
    if (kind !== undefined) part.irregular(kind, start, `${sizeBytes} bytes`);
    return part.open({ name: `@${start}`, offset: start, sizeBytes, ranges: subRanges(ranges, start, sizeBytes) });
  };
  if (kind === 'gap' && sizeBytes <= MAX_FREE_BYTES) {
    const bytes = yield* stream.take(sizeBytes);
    if (beginsAsSomething(bytes)) feed(open(), bytes);
    return;
  }
  if (gap.isOrdinary !== undefined && sizeBytes <= MAX_TAKE_BYTES) {
    const bytes = yield* stream.take(sizeBytes);
    if (!isZero(bytes) && !gap.isOrdinary(bytes)) feed(open(), bytes);
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
