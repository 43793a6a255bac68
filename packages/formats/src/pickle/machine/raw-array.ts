// SPDX-License-Identifier: Apache-2.0
import type { PickleMachine } from './machine.js';
import { isArrayWrapper } from './recorder.js';
import { Dict, Import, Result, Tuple, type Value } from './values.js';

/** What joblib pads arrays to: a larger count of padding bytes is none that it writes. */
const MAX_PADDING = 16;
/** Set in the flags of a numpy type that holds objects, which are pickled. */
const HAS_OBJECT = 1;

/**
 * The raw bytes that follow the wrapper of an array in a file of joblib.
 *
 * An array of objects has none: another pickle follows, which the scanner goes on with.
 *
 * @see https://github.com/joblib/joblib/blob/main/joblib/numpy_pickle.py
 */
export class RawArray {
  #left: number;

  private constructor(
    sizeBytes: number,
    private aligned: boolean,
  ) {
    this.#left = sizeBytes;
  }

  get done(): boolean {
    return !this.aligned && this.#left === 0;
  }

  /**
   * What follows the BUILD that the machine has just run: nothing, where that built no wrapper.
   *
   * The machine breaks where it built a wrapper of which nobody can say how long its array is.
   */
  static after(machine: PickleMachine): RawArray | undefined {
    const wrapper = machine.top();
    if (machine.isNested || !(wrapper instanceof Result) || !isWrapper(machine, wrapper)) return undefined;
    const entries = wrapper.state instanceof Dict ? wrapper.state.entries : undefined;
    const type = entries?.get('dtype');
    const itemBytes = itemBytesOf(type);
    const count = countOf(entries?.get('shape'));
    if (itemBytes === 'object') {
      machine.enter();
      return undefined;
    }
    if (itemBytes === undefined || count === undefined) {
      machine.fail('the size of an array cannot be told');
      return undefined;
    }
    const alignment = entries?.get('numpy_array_alignment_bytes');
    return new RawArray(itemBytes * count, typeof alignment === 'number');
  }

  /** @returns where to go on */
  pass(bytes: Buffer, at: number): number {
    let from = at;
    if (this.aligned) {
      this.aligned = false;
      const padding = bytes[from++] ?? 0;
      this.#left += padding;
      if (padding > MAX_PADDING) this.#left = Infinity;
    }
    const end = Math.min(bytes.length, from + this.#left);
    this.#left -= end - from;
    return end;
  }
}

/** Protocols below 2 make objects by way of a function, which gets the class. */
function isWrapper(machine: PickleMachine, { callee, args }: Result): boolean {
  return [callee, args?.items[0]].some((value) => {
    const entry = value instanceof Import ? machine.recorder.imports[value.index] : undefined;
    return entry !== undefined && isArrayWrapper(entry);
  });
}

function countOf(shape: Value | undefined): number | undefined {
  if (!(shape instanceof Tuple) || !shape.isWhole) return undefined;
  let count = 1;
  for (const extent of shape.items) {
    if (typeof extent !== 'number' || extent < 0) return undefined;
    count *= extent;
  }
  return Number.isSafeInteger(count) ? count : undefined;
}

/** Bytes of an item of a numpy type, as it is pickled: `dtype('f8', False, True)`, then a state. */
function itemBytesOf(type: Value | undefined): number | 'object' | undefined {
  const code = type instanceof Result ? type.args?.items[0] : undefined;
  const [, kind = '', digits = ''] = (typeof code === 'string' && /^[<>|=]?([a-zA-Z?])(\d{0,9})$/.exec(code)) || [];
  if (kind === '') return undefined;
  if (kind === 'O') return 'object';
  if (kind === 'V') return structuredBytes(type instanceof Result ? type.state : undefined, Number(digits));
  const size = digits === '' ? SINGLE[kind] : Number(digits);
  return kind === 'U' && size !== undefined ? size * 4 : size;
}

const SINGLE: Readonly<Record<string, number>> = { b: 1, '?': 1, B: 1 };

/** A structured type says in the last item of its state whether it holds objects. */
function structuredBytes(state: Value | undefined, sizeBytes: number): number | 'object' | undefined {
  const flags = state instanceof Tuple ? state.items.at(-1) : undefined;
  if (typeof flags !== 'number') return undefined;
  return (flags & HAS_OBJECT) === 0 ? sizeBytes : 'object';
}
