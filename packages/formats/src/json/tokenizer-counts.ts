// SPDX-License-Identifier: Apache-2.0

/** Most ids of added tokens that are kept; tokenizers have some thousands at most. */
const MAX_ADDED_IDS = 100_000;

type Counted = 'vocabulary' | 'added';

/** How many entries the vocabulary of a `tokenizer.json` has, counted while it was read. */
export interface TokenizerCounts {
  /** members of `/model/vocab`, or items where it is a list of lists (Unigram) */
  readonly vocabulary: number;
  /** objects in `/added_tokens` */
  readonly added: number;
  /** different ids in `/added_tokens` that are not below `vocabulary`; undefined where an item has none, or there are too many */
  readonly beyond: number | undefined;
}

/** Counts the entries of a vocabulary in a JSON document of any size; nothing but ids is kept. */
export class TokenizerCounter {
  #depth = 0;
  /** the last name at the top of the document */
  #top = '';
  /** what the value that comes next is counted as */
  #next: Counted | undefined;
  #open: { readonly what: Counted; readonly depth: number; readonly isArray: boolean } | undefined;
  #isId = false;
  #vocabulary: number | undefined;
  #added = 0;
  #withId = 0;
  readonly #ids = new Set<number>();

  /** A number is wanted now, though nothing else is. */
  get wantsNumber(): boolean {
    return this.#isId;
  }

  begin(kind: 'object' | 'array'): void {
    this.#isId = false;
    if (this.#open?.isArray === true && this.#open.depth === this.#depth) this.#count(this.#open.what);
    this.#depth++;
    if (this.#open === undefined && this.#next !== undefined) {
      this.#open = { what: this.#next, depth: this.#depth, isArray: kind === 'array' };
      if (this.#next === 'vocabulary') this.#vocabulary = 0;
    }
    this.#next = undefined;
  }

  end(): void {
    if (this.#open?.depth === this.#depth) this.#open = undefined;
    this.#depth--;
    this.#isId = false;
  }

  name(name: string): void {
    const { what, depth = 0, isArray = false } = this.#open ?? {};
    this.#isId = what === 'added' && isArray && this.#depth === depth + 1 && name === 'id';
    if (what !== undefined) {
      if (this.#depth === depth && !isArray) this.#count(what);
      return;
    }
    if (this.#depth === 1) this.#top = name;
    this.#next = this.#countedAs(name);
  }

  /** @param number - undefined: something else */
  scalar(number: number | undefined): void {
    if (this.#isId && number !== undefined && Number.isSafeInteger(number)) {
      this.#withId++;
      if (this.#ids.size <= MAX_ADDED_IDS) this.#ids.add(number);
    }
    this.#isId = false;
    this.#next = undefined;
  }

  /** undefined: the document has no vocabulary */
  result(): TokenizerCounts | undefined {
    const vocabulary = this.#vocabulary;
    if (vocabulary === undefined) return undefined;
    const isKnown = this.#withId === this.#added && this.#ids.size <= MAX_ADDED_IDS;
    const beyond = isKnown ? [...this.#ids].filter((id) => id >= vocabulary).length : undefined;
    return { vocabulary, added: this.#added, beyond };
  }

  #countedAs(name: string): Counted | undefined {
    if (this.#depth === 1 && name === 'added_tokens') return 'added';
    return this.#depth === 2 && this.#top === 'model' && name === 'vocab' ? 'vocabulary' : undefined;
  }

  #count(what: Counted): void {
    if (what === 'added') this.#added++;
    else this.#vocabulary = (this.#vocabulary ?? 0) + 1;
  }
}
