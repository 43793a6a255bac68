// SPDX-License-Identifier: Apache-2.0
import { Dict, Tuple, type Value } from './values.js';

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

/** Whether an opcode may call what stands under this name in an object. */
export const isCalledByOpcodes = (key: Value | undefined): boolean => typeof key === 'string' && CALLED.has(key);

/** Whether a state plants such a thing in the object that it is set on: a later opcode then calls it with what it likes. */
export const isPlanted = (state: Value): boolean =>
  state instanceof Dict
    ? state.isPlanted
    : state instanceof Tuple && state.items.some((item) => item instanceof Dict && item.isPlanted);
