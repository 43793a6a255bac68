// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { compareText } from '../../documents/text.js';
import type { FactSink } from './fact-sink.js';

/** A list whose items know their sources. In the document it is in order of its keys, whatever the order it was filled in. */
export class CitedList<T> {
  readonly #entries = new Map<string, { readonly item: T; readonly claims: Claim[]; readonly notes: string[] }>();

  /** Adds an item, or more sources to one that is there. */
  add(key: string, item: T, claims: readonly Claim[], note?: string): void {
    const known = this.#entries.get(key) ?? { item, claims: [], notes: [] };
    for (const claim of claims) known.claims.push(claim);
    if (note !== undefined) known.notes.push(note);
    this.#entries.set(key, known);
  }

  /** The items, whose sources go where they stand; undefined where there are none. */
  finish(facts: FactSink, of: string, path: readonly (string | number)[]): readonly T[] | undefined {
    const entries = [...this.#entries].sort(([a], [b]) => compareText(a, b)).map(([, entry]) => entry);
    for (const [i, { claims, notes }] of entries.entries()) {
      facts.add(of, [...path, i], claims);
      for (const note of notes) facts.addNote(of, [...path, i], note);
    }
    return entries.length === 0 ? undefined : entries.map(({ item }) => item);
  }
}
