// SPDX-License-Identifier: Apache-2.0
import type { PickleImport } from './reading.js';
import { Dict, Import, Result, Tuple, type Value } from './values.js';

/** Set in the flags of a type that holds objects: their pointers are then not taken from bytes. */
const HAS_OBJECT = 1;
/** Types within types that are followed. */
const MAX_DEPTH = 16;

/** Whether a type code is one of several fields. */
export const isStructuredCode = (code: Value | undefined): boolean =>
  typeof code === 'string' && /^[<>|=]?V/.test(code);

/**
 * Whether a type of numpy says in its flags that it holds no objects, and has some: arrays of it then take pointers from their
 * bytes.
 *
 * @param type - with the state that was just set
 * @see https://github.com/numpy/numpy/blob/main/numpy/_core/src/multiarray/descriptor.c arraydescr_setstate
 */
export function isForgedType(type: Result, imports: readonly PickleImport[]): boolean {
  if (!isStructuredCode(codeOf(type, imports))) return false;
  const flags = type.state instanceof Tuple ? type.state.items.at(-1) : undefined;
  if (typeof flags === 'number' && (flags & HAS_OBJECT) !== 0) return false;
  return mayHoldObjects(type, imports, 0);
}

function codeOf({ callee, args }: Result, imports: readonly PickleImport[]): Value | undefined {
  const entry = callee instanceof Import ? imports[callee.index] : undefined;
  return entry?.module === 'numpy' && entry.name === 'dtype' ? args?.items[0] : undefined;
}

function mayHoldObjects(type: Value | undefined, imports: readonly PickleImport[], depth: number): boolean {
  if (!(type instanceof Result)) return false;
  const code = codeOf(type, imports);
  if (typeof code !== 'string') return false;
  if (/^[<>|=]?O/.test(code)) return true;
  if (!isStructuredCode(code) || !(type.state instanceof Tuple)) return false;
  if (depth >= MAX_DEPTH || !type.state.isWhole) return true;
  const within = (value: Value): boolean =>
    value instanceof Tuple && mayHoldObjects(value.items[0], imports, depth + 1);
  // The type of a subarray with its shape, or the fields by name, each with its offset.
  return type.state.items.some((item) =>
    item instanceof Dict ? item.hasMore || [...(item.entries?.values() ?? [])].some(within) : within(item),
  );
}
