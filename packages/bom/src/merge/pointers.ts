// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import { isObject, stepOf } from '../bom-document/place.js';
import type { Moves } from './moves.js';

/** Deepest pointer that is followed; documents are no deeper. */
const MAX_STEPS = 64;
/** Longest pointer that is followed, in characters. */
const MAX_POINTER_CHARS = 10_000;

/** Finds where what a pointer of a merged document spoke of stands now. */
export class MovedPointers {
  readonly #pointers = new Map<object, string>();
  readonly #indexes = new WeakMap<readonly unknown[], Map<unknown, number>>();

  /** @param merged - finished: nothing of it may change from here on */
  constructor(
    merged: JsonObject,
    private readonly moves: Moves,
  ) {
    this.#index(merged, '');
  }

  #index(value: unknown, pointer: string): void {
    if (typeof value !== 'object' || value === null || this.#pointers.has(value)) return;
    this.#pointers.set(value, pointer);
    for (const [name, member] of Object.entries(value)) this.#index(member, pointer + stepOf(name));
  }

  /** @returns undefined where it speaks of nothing, or of what the merged document does not have */
  moved(root: JsonObject, pointer: string): string | undefined {
    const path = pathOf(root, pointer);
    const last = path?.at(-1);
    if (path === undefined || last === undefined) return undefined;
    if (typeof last.value === 'object' && last.value !== null) return this.#pointers.get(this.moves.follow(last.value));
    const holder = this.moves.follow(path.at(-2)?.value as object);
    const at = this.#pointers.get(holder);
    return at === undefined ? undefined : this.#within(holder, at, last);
  }

  #within(holder: object, at: string, { name, value }: Step): string | undefined {
    if (Array.isArray(holder)) {
      const i = this.#indexOf(holder, value);
      return i === undefined ? undefined : `${at}/${i}`;
    }
    // Another document may have had the last word.
    return isObject(holder) && Object.hasOwn(holder, name) && holder[name] === value ? at + stepOf(name) : undefined;
  }

  #indexOf(list: readonly unknown[], value: unknown): number | undefined {
    let indexes = this.#indexes.get(list);
    if (indexes === undefined) {
      indexes = new Map(list.map((item, i) => [item, i]));
      this.#indexes.set(list, indexes);
    }
    return indexes.get(value);
  }
}

interface Step {
  readonly name: string;
  readonly value: unknown;
}

/** What a pointer goes through, the root first. */
function pathOf(root: JsonObject, pointer: string): readonly Step[] | undefined {
  if ((pointer !== '' && !pointer.startsWith('/')) || pointer.length > MAX_POINTER_CHARS) return undefined;
  const path: Step[] = [{ name: '', value: root }];
  for (const raw of pointer.split('/').slice(1)) {
    const holder: unknown = path.at(-1)?.value;
    const name = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name) || path.length > MAX_STEPS)
      return undefined;
    path.push({ name, value: (holder as JsonObject)[name] });
  }
  return path;
}
