// SPDX-License-Identifier: Apache-2.0
import { MAX_FACT_CHARS, MAX_FACTS } from './template-reading.js';

/** Texts, each once, cut, and not too many of them. */
export class FactList {
  readonly #facts = new Set<string>();
  /** there were more than are kept */
  more = false;

  add(fact: string): void {
    const cut = fact.slice(0, MAX_FACT_CHARS);
    if (this.#facts.size < MAX_FACTS) this.#facts.add(cut);
    else if (!this.#facts.has(cut)) this.more = true;
  }

  all(): string[] {
    return [...this.#facts];
  }
}
