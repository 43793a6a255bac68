// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import type { Literal, Sequence } from './literal.js';

/** How one item of an array lies in memory. */
export interface Dtype {
  readonly itemBytes: bigint;
  /** items are Python objects, or have some in them */
  readonly hasObjects: boolean;
}

/** Byte order, kind, size; and the unit of times. */
const SCALAR = /^[<>|=]?(?:([biufcSaV])(\d{1,10})|(U)(\d{1,10})|([mM])8(?:\[[^\]]{1,40}\])?|(\?)|(O)[48]?)$/;
/** Most fields of all structures together. */
const MAX_FIELDS = 4096;

/**
 * The dtype that `descr` in a header stands for: a scalar, a structure of named fields, or an array of one of them.
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.descr_to_dtype.html
 * @throws Malformed for all that NumPy does not write
 */
export function readDtype(descr: Literal): Dtype {
  return dtypeOf(descr, { fields: 0 });
}

interface Count {
  fields: number;
}

function dtypeOf(descr: Literal, count: Count): Dtype {
  if (typeof descr === 'string') return scalarOf(descr);
  if (descr === null || typeof descr !== 'object' || descr.kind === 'dictionary') throw new Malformed('no dtype');
  if (descr.kind === 'list') return structureOf(descr, count);
  const [base, shape, ...others] = descr.items;
  if (others.length > 0) throw new Malformed('no dtype');
  return subarrayOf(base, shape, count);
}

function scalarOf(text: string): Dtype {
  const match = SCALAR.exec(text);
  if (match === null) throw new Malformed(`the dtype ${text}`);
  const [, , size, wide, characters, time, , object] = match;
  // What a pointer takes in memory; there is none in the file.
  if (object !== undefined) return { itemBytes: 8n, hasObjects: true };
  if (wide !== undefined) return { itemBytes: 4n * BigInt(characters ?? 0), hasObjects: false };
  return { itemBytes: time === undefined ? BigInt(size ?? 1) : 8n, hasObjects: false };
}

function structureOf({ items }: Sequence, count: Count): Dtype {
  let itemBytes = 0n;
  let hasObjects = false;
  for (const field of items) {
    if (++count.fields > MAX_FIELDS) throw new Malformed('a dtype of too many fields');
    const dtype = fieldOf(field, count);
    itemBytes += dtype.itemBytes;
    hasObjects ||= dtype.hasObjects;
  }
  return { itemBytes, hasObjects };
}

/** `(name, dtype)` or `(name, dtype, shape)`; a name may be `(title, name)`. Names of nothing are padding. */
function fieldOf(field: Literal, count: Count): Dtype {
  if (field === null || typeof field !== 'object' || field.kind !== 'tuple') throw new Malformed('no field of a dtype');
  const [name, descr, shape, ...others] = field.items;
  if (!isName(name) || descr === undefined || others.length > 0) throw new Malformed('no field of a dtype');
  return shape === undefined ? dtypeOf(descr, count) : subarrayOf(descr, shape, count);
}

const isName = (name: Literal | undefined): boolean =>
  typeof name === 'string' ||
  (name !== null &&
    typeof name === 'object' &&
    name.kind === 'tuple' &&
    name.items.length === 2 &&
    name.items.every((part) => typeof part === 'string'));

function subarrayOf(descr: Literal | undefined, shape: Literal | undefined, count: Count): Dtype {
  if (descr === undefined || shape === undefined) throw new Malformed('no dtype');
  const { itemBytes, hasObjects } = dtypeOf(descr, count);
  // NumPy takes a number for a shape of one dimension.
  const dimensions = typeof shape === 'bigint' ? [shape] : readShape(shape);
  return { itemBytes: dimensions.reduce((product, size) => product * size, itemBytes), hasObjects };
}

/** Most dimensions; NumPy has 64 since version 2. */
const MAX_DIMENSIONS = 64;

/** @throws Malformed when it is no tuple of sizes */
export function readShape(shape: Literal): readonly bigint[] {
  if (shape === null || typeof shape !== 'object' || shape.kind !== 'tuple') throw new Malformed('no shape');
  const sizes = shape.items.filter((size) => typeof size === 'bigint');
  if (sizes.length !== shape.items.length || sizes.length > MAX_DIMENSIONS) throw new Malformed('no shape');
  return sizes;
}
