// SPDX-License-Identifier: Apache-2.0
import { placesAt, textAt, type Place } from '../bom-document/place.js';

interface Dependency {
  readonly ref: string;
  readonly dependsOn?: readonly string[];
  readonly provides?: readonly string[];
}

/** One entry for each ref, with what all documents say that it depends on; nothing depends on itself. */
export class Dependencies {
  readonly #dependsOn = new Map<string, Set<string>>();
  readonly #provides = new Map<string, Set<string>>();

  /** @param root - of a document whose refs are those of the merged one */
  addAll(root: Place): void {
    for (const entry of placesAt(root, 'dependencies/*')) {
      const ref = textAt(entry, 'ref');
      if (ref === undefined) continue;
      const add = (member: string, to: Map<string, Set<string>>): void => {
        for (const { value } of placesAt(entry, `${member}/*`))
          if (typeof value === 'string') this.#add(to, ref, value);
      };
      if (!this.#dependsOn.has(ref)) this.#dependsOn.set(ref, new Set());
      add('dependsOn', this.#dependsOn);
      add('provides', this.#provides);
    }
  }

  add(ref: string, on: string): void {
    this.#add(this.#dependsOn, ref, on);
  }

  #add(to: Map<string, Set<string>>, ref: string, other: string): void {
    const set = to.get(ref) ?? new Set();
    to.set(ref, set);
    if (other !== ref) set.add(other);
  }

  result(): readonly Dependency[] {
    return [...this.#dependsOn].map(([ref, on]) => {
      const provides = [...(this.#provides.get(ref) ?? [])];
      return { ref, ...(on.size > 0 && { dependsOn: [...on] }), ...(provides.length > 0 && { provides }) };
    });
  }
}
