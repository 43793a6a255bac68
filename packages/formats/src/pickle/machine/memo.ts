// SPDX-License-Identifier: Apache-2.0
import { isCalledByOpcodes } from './planted.js';
import { TEXT, type Value } from './values.js';

/** A memo index may be so far beyond the largest one before it: CPython allocates all that lies between. */
export const MAX_MEMO_GAP = 65_536;
/** Most entries: eight bytes each, and some fifty for what is no plain data. */
export const MAX_MEMO_ENTRIES = 3_000_000;
/** Most characters of texts that are kept; later texts are known to be texts, no more. */
export const MAX_MEMO_CHARS = 16 * 1024 * 1024;
/** What a text takes besides its characters. */
const TEXT_CHARS = 16;

/** What a pickle has put aside, by index. */
export class Memo {
  #values: (Value | undefined)[] = [];
  #entries = 0;
  #chars = 0;

  /** Another one with the same content. */
  fork(): Memo {
    const fork = new Memo();
    fork.#values = [...this.#values];
    fork.#entries = this.#entries;
    fork.#chars = this.#chars;
    return fork;
  }

  /** The index that MEMOIZE gives: how many different ones there are. */
  get entries(): number {
    return this.#entries;
  }

  get(index: number): Value | undefined {
    return this.#values[index];
  }

  /** @returns false for an index that is out of all proportion, or one entry too many */
  put(index: number, value: Value): boolean {
    const values = this.#values;
    // What picklers do.
    if (index === values.length && typeof value !== 'string' && this.#entries < MAX_MEMO_ENTRIES) {
      values.push(value);
      this.#entries++;
      return true;
    }
    if (index > values.length + MAX_MEMO_GAP || this.#entries >= MAX_MEMO_ENTRIES) return false;
    for (let missing = values.length; missing < index; missing++) values.push(undefined);
    if (values[index] === undefined) this.#entries++;
    const isTooMuch = typeof value === 'string' && !this.#hasRoom(value) && !isCalledByOpcodes(value);
    const kept = isTooMuch ? TEXT : value;
    if (index === values.length) values.push(kept);
    else values[index] = kept;
    return true;
  }

  #hasRoom(text: string): boolean {
    this.#chars += text.length + TEXT_CHARS;
    return this.#chars <= MAX_MEMO_CHARS;
  }
}
