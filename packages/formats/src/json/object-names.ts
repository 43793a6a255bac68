// SPDX-License-Identifier: Apache-2.0

/** Up to so many names a list is faster than a set, and most objects have no more. */
const FEW = 8;

/** The names of one open object, to tell which come twice. */
export class ObjectNames {
  readonly #few: string[] = [];
  #many: Set<string> | undefined;
  count = 0;
  chars = 0;

  /** @returns false for a name that was there before */
  add(name: string): boolean {
    const isNew = this.#many !== undefined ? addTo(this.#many, name) : !this.#few.includes(name);
    if (!isNew) return false;
    this.count++;
    this.chars += name.length;
    if (this.#many === undefined && this.#few.push(name) > FEW) this.#many = new Set(this.#few);
    return true;
  }

  clear(): void {
    this.#few.length = 0;
    this.#many = undefined;
    this.count = 0;
    this.chars = 0;
  }
}

/** Looks the name up once. @returns whether it was not there */
function addTo(names: Set<string>, name: string): boolean {
  const before = names.size;
  return names.add(name).size > before;
}
