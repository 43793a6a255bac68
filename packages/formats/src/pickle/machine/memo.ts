// SPDX-License-Identifier: Apache-2.0
import { isCalledByOpcodes } from './planted.js';
import { DATA, TEXT, type Value } from './values.js';

/** A memo index may be so far beyond the largest one before it: CPython allocates all that lies between. */
export const MAX_MEMO_GAP = 65_536;
/** Most entries: four bytes each. */
export const MAX_MEMO_ENTRIES = 24_000_000;
/** Most entries that are more than plain data: some fifty bytes each. */
export const MAX_MEMO_OBJECTS = 3_000_000;
/** Most characters of texts that are kept; later texts are known to be texts, no more. */
export const MAX_MEMO_CHARS = 16 * 1024 * 1024;
/** What a text takes besides its characters. */
const TEXT_CHARS = 16;

/** Entries lie in pages, so that none is ever moved. */
const PAGE_BITS = 16;
const PAGE_ENTRIES = 1 << PAGE_BITS;
/** What an entry is: not there, plain, or the place of an object, counted from {@link FIRST_OBJECT}. */
const PLAIN_DATA = 1;
const PLAIN_TEXT = 2;
const FIRST_OBJECT = 3;

/** What became of an entry. */
export type MemoPut = 'kept' | 'out-of-proportion' | 'too-many';

/** What a pickle has put aside, by index. */
export class Memo {
  #pages: Int32Array[] = [];
  #objects: Value[] = [];
  /** one more than the largest index */
  #length = 0;
  #entries = 0;
  #chars = 0;

  /** Another one with the same content. */
  fork(): Memo {
    const fork = new Memo();
    fork.#pages = this.#pages.map((page) => page.slice());
    fork.#objects = [...this.#objects];
    fork.#length = this.#length;
    fork.#entries = this.#entries;
    fork.#chars = this.#chars;
    return fork;
  }

  /** The index that MEMOIZE gives: how many different ones there are. */
  get entries(): number {
    return this.#entries;
  }

  get(index: number): Value | undefined {
    const code = this.#pages[Math.floor(index / PAGE_ENTRIES)]?.[index % PAGE_ENTRIES] ?? 0;
    if (code >= FIRST_OBJECT) return this.#objects[code - FIRST_OBJECT];
    return code === PLAIN_DATA ? DATA : code === PLAIN_TEXT ? TEXT : undefined;
  }

  put(index: number, value: Value): MemoPut {
    if (index > this.#length + MAX_MEMO_GAP) return 'out-of-proportion';
    if (index >= MAX_MEMO_ENTRIES) return 'too-many';
    const page = this.#page(index >>> PAGE_BITS);
    const at = index & (PAGE_ENTRIES - 1);
    const before = page[at] ?? 0;
    const code = this.#codeOf(value, before);
    if (code === undefined) return 'too-many';
    page[at] = code;
    if (before === 0) this.#entries++;
    if (index >= this.#length) this.#length = index + 1;
    return 'kept';
  }

  #page(number: number): Int32Array {
    while (this.#pages.length <= number) this.#pages.push(new Int32Array(PAGE_ENTRIES));
    return this.#pages[number] ?? new Int32Array(PAGE_ENTRIES);
  }

  /** @param before - what stood there: the place of an object is used again */
  #codeOf(value: Value, before: number): number | undefined {
    if (value === DATA) return PLAIN_DATA;
    if (value === TEXT) return PLAIN_TEXT;
    if (typeof value === 'string' && !this.#hasRoom(value) && !isCalledByOpcodes(value)) return PLAIN_TEXT;
    if (before >= FIRST_OBJECT) {
      this.#objects[before - FIRST_OBJECT] = value;
      return before;
    }
    if (this.#objects.length >= MAX_MEMO_OBJECTS) return undefined;
    this.#objects.push(value);
    return this.#objects.length - 1 + FIRST_OBJECT;
  }

  #hasRoom(text: string): boolean {
    this.#chars += text.length + TEXT_CHARS;
    return this.#chars <= MAX_MEMO_CHARS;
  }
}
