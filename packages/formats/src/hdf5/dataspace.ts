// SPDX-License-Identifier: Apache-2.0
import type { Cursor } from './cursor.js';
import { Malformed } from '../reading/drive.js';

/** Most dimensions, as libhdf5 has it. */
const MAX_RANK = 32;

/** Sizes of a dataset or attribute, outermost first; `[]` is a scalar, undefined is none at all. @throws Malformed */
export function readDataspace(cursor: Cursor): readonly number[] | undefined {
  const { at } = cursor;
  const version = cursor.version('a dataspace', 1, 2);
  const rank = cursor.number(1);
  if (rank > MAX_RANK) throw new Malformed(`${rank} dimensions`, at);
  cursor.skip(1);
  const type = cursor.number(1);
  if (version === 1) cursor.skip(4);
  if (version === 2 && type === 2) return undefined;
  return Array.from({ length: rank }, () => cursor.length());
}

/** @returns undefined where it is beyond 2^53 */
export function elementsOf(shape: readonly number[] | undefined): number | undefined {
  if (shape === undefined) return 0;
  const product = shape.reduce((all, size) => all * BigInt(size), 1n);
  return product <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(product) : undefined;
}
