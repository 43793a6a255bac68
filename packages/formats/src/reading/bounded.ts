// SPDX-License-Identifier: Apache-2.0
import { printable } from '@mpk/core/reading';

/** A text of the file as it is kept in a content: printable, and cut. */
export const shownText = (text: string | undefined, maxChars = 256): string =>
  printable((text ?? '').slice(0, maxChars)).slice(0, maxChars);

/** Things by key, of which so many are kept. */
export class BoundedMap<T> {
  readonly #byKey = new Map<string, T>();

  /** @param list - where the things are kept, too, in the order in which they came */
  constructor(
    private readonly list: T[],
    private readonly max: number,
  ) {}

  /** @returns the thing with this key, made where there is none; undefined where there are too many */
  get(key: string, make: () => T): T | undefined {
    const found = this.#byKey.get(key);
    if (found !== undefined || this.list.length >= this.max) return found;
    const made = make();
    this.#byKey.set(key, made);
    this.list.push(made);
    return made;
  }
}

/** Adds to a list that holds so many. @returns whether there was room, or it is there already */
export function addDistinct(list: string[], text: string, max: number): boolean {
  if (list.includes(text)) return true;
  if (list.length >= max) return false;
  list.push(text);
  return true;
}
