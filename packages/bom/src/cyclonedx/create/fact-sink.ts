// SPDX-License-Identifier: Apache-2.0
import { showSource, type Claim } from '@mpk/core';
import { cleanText } from '../../documents/text.js';
import { referenceOf } from '../../documents/references.js';
import type { Fact, MlComponent } from '../model/index.js';

/** bom-ref of what made the BOM. */
export const TOOL_REF = 'tool';
export const fileRef = (name: string): string => `file:${referenceOf(name)}`;

/** Takes down where each thing that the BOM says is known from. */
export class FactSink {
  readonly #facts: Fact[] = [];
  readonly #files: ReadonlySet<string>;

  /** @param files - names of the files that the BOM lists */
  constructor(files: Iterable<string>) {
    this.#files = new Set(files);
  }

  /** @param path - from the component to the value */
  add(of: string, path: Fact['path'], claims: readonly Claim[]): void {
    for (const claim of claims) {
      const { file } = claim.source;
      const attributedTo = file !== undefined && this.#files.has(file) ? fileRef(file) : TOOL_REF;
      this.#facts.push({ of, path, attributedTo, note: cleanText(`${showSource(claim.source)} (${claim.method})`) });
    }
  }

  /** What the caller said, or the kit saw for itself. */
  addNote(of: string, path: Fact['path'], note: string): void {
    this.#facts.push({ of, path, attributedTo: TOOL_REF, note });
  }

  /** Where what a component is called is known from: of its names, those that it has. */
  addIdentity({ bomRef, group, purl }: MlComponent, claims: readonly Claim[], note?: string): void {
    for (const name of ['name', ...(group === undefined ? [] : ['group']), ...(purl === undefined ? [] : ['purl'])]) {
      this.add(String(bomRef), [name], claims);
      if (note !== undefined) this.addNote(String(bomRef), [name], note);
    }
  }

  get facts(): readonly Fact[] {
    return this.#facts;
  }
}

export const BY_FOLDER = 'name of the folder or file (inferred)';
export const BY_BYTES = 'the file itself, read whole (measured)';
