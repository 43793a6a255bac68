// SPDX-License-Identifier: Apache-2.0
import { Dict, Result, Tuple, type Value } from './values.js';

/** Attributes that opcodes call on what lies on the stack: BUILD, APPEND, APPENDS, ADDITEMS, SETITEM. */
const CALLED: ReadonlySet<string> = new Set([
  '__setstate__',
  'append',
  'extend',
  'add',
  'update',
  '__setitem__',
  '__class__',
  '__dict__',
]);

/** Whether an opcode may call what stands under this name in an object; a name that a call gives may be any. */
export const isCalledByOpcodes = (key: Value | undefined): boolean =>
  typeof key === 'string' ? CALLED.has(key) : key instanceof Result;

/**
 * Whether a state plants such a thing in the object that it is set on: a later opcode then calls it with what it likes.
 *
 * @param mayResultsBe - what a call gave, an `OrderedDict` say, was given such a thing
 */
export const isPlanted = (state: Value, mayResultsBe: boolean): boolean =>
  isPlantedIn(state, mayResultsBe) ||
  (state instanceof Tuple && state.items.some((item) => isPlantedIn(item, mayResultsBe)));

const isPlantedIn = (value: Value, mayResultsBe: boolean): boolean =>
  value instanceof Dict ? value.isPlanted : value instanceof Result && mayResultsBe;
