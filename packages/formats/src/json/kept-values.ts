// SPDX-License-Identifier: Apache-2.0
import type { KeptValue } from './json-content.js';
import { JsonTree } from './json-tree.js';
import type { JsonValue } from './json-value.js';
import { isTellingName, keptBytesUnder } from './telling-names.js';

/** Most values that are kept of one document. */
const MAX_KEPT = 10_000;
/** Most bytes of them all. */
const MAX_KEPT_BYTES = 40 * 1024 * 1024;
/** Longest pointer to a value that is kept. */
const MAX_POINTER_CHARS = 2000;

/** Keeps the values that stand under telling names. */
export class KeptValues {
  readonly kept: KeptValue[] = [];
  complete = true;
  #bytes = 0;
  #pointer = '';
  /** of the value that is read, or comes next */
  #tree: JsonTree | undefined;

  /** Most bytes that are wanted now. */
  get wantedBytes(): number {
    return this.#tree?.maxBytes ?? 0;
  }

  begin(kind: 'object' | 'array'): void {
    this.#tree?.begin(kind);
    if (this.#tree?.tooLarge === true) this.#lose();
  }

  end(): void {
    if (this.#tree === undefined) return;
    this.#tree.end();
    if (this.#tree.depth === 0) this.#put(this.#tree);
  }

  /** @param pointer - gives where its value is */
  name(name: string, pointer: () => string): void {
    if (this.#tree !== undefined) {
      this.#tree.name(name);
      if (this.#tree.tooLarge) this.#lose();
    } else if (isTellingName(name)) this.#begin(name, pointer());
  }

  /** @param value - undefined: a string that is too long */
  scalar(value: string | number | boolean | null | undefined): void {
    if (this.#tree === undefined) return;
    if (value === undefined) this.#tree.drop();
    else this.#tree.scalar(value);
    if (this.#tree.tooLarge) this.#lose();
    else if (this.#tree.depth === 0) this.#put(this.#tree);
  }

  #begin(name: string, pointer: string): void {
    const leftBytes = MAX_KEPT_BYTES - this.#bytes;
    if (this.kept.length >= MAX_KEPT || leftBytes <= 0 || pointer.length > MAX_POINTER_CHARS) {
      this.complete = false;
      return;
    }
    this.#pointer = pointer;
    this.#tree = new JsonTree(Math.min(keptBytesUnder(name), leftBytes));
  }

  #put({ value, bytes }: { value?: JsonValue | undefined; bytes: number }): void {
    this.#bytes += bytes + this.#pointer.length;
    this.kept.push({ pointer: this.#pointer, value });
    this.#tree = undefined;
  }

  #lose(): void {
    this.complete = false;
    this.#put({ bytes: 0 });
  }
}
