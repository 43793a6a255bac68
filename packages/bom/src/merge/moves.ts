// SPDX-License-Identifier: Apache-2.0

/** Where objects of the merged documents went: from the document to its copy, from a copy to what it was united with. */
export class Moves {
  readonly #to = new Map<object, object>();
  readonly #kept = new Set<object>();

  record(from: object, to: object): void {
    this.#to.set(from, to);
  }

  /** That a part of something united was taken over as it is. */
  keep(part: unknown): void {
    if (typeof part === 'object' && part !== null) this.#kept.add(part);
  }

  isKept(part: object): boolean {
    return this.#kept.has(part);
  }

  partnerOf(copy: object): object | undefined {
    return this.#to.get(copy);
  }

  /** The last place of something; itself where it did not move. */
  follow(from: object): object {
    let at = from;
    for (let next = this.#to.get(at); next !== undefined; next = this.#to.get(at)) at = next;
    return at;
  }
}
