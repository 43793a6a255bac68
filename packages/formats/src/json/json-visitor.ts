// SPDX-License-Identifier: Apache-2.0
import type { IrregularityKind } from '../reading/irregularities.js';

/** Is told of the pieces of a JSON text in order. All texts are attacker-controlled. */
export interface JsonVisitor {
  /** longest string that is wanted now, in bytes as written; 0: no string, number or literal is */
  readonly wantedBytes: number;
  begin(kind: 'object' | 'array'): void;
  end(): void;
  /** Every name of every object, escapes resolved. @param pointer - gives where its value is, as RFC 6901 writes it */
  name(name: string, pointer: () => string): void;
  /** @param value - undefined: longer than was wanted */
  string(value: string | undefined): void;
  /** @param text - as written; also `NaN`, `Infinity` and `-Infinity` */
  number(text: string): void;
  literal(value: boolean | null): void;
  /** What no JSON writer writes, or readers take differently. */
  irregular(kind: IrregularityKind, offset: number, detail: string): void;
}

/** Deepest nesting that is followed. Python's reader goes to about 1,000, serde's to 128. */
export const MAX_JSON_DEPTH = 512;
/** Longest name of a member, in bytes as written. */
export const MAX_NAME_BYTES = 64 * 1024;
/** Longest number; Python refuses integers of more than 4,300 digits. */
export const MAX_NUMBER_CHARS = 1000;
/** Most names of all objects that are open at once: they are kept to tell duplicates. */
export const MAX_OPEN_NAMES = 2_000_000;
/** Most characters of all those names. */
export const MAX_OPEN_NAME_CHARS = 128 * 1024 * 1024;

/** More of something than is followed: it may be JSON all the same. */
export class JsonLimit extends Error {
  constructor(
    readonly detail: string,
    readonly offset: number,
  ) {
    super(detail);
  }
}
