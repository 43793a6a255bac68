// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { JsonObject } from '@mpk/core';
import { isObject, itemsOf, memberOf, textAt, type Place } from '../bom-document/place.js';
import { stableText } from '../bom-document/stable-text.js';
import { isStrongHash } from '../score/values.js';

/** Components that were placed, to be found by what makes another one the same thing. */
export class Identities {
  readonly #placed = new Map<string, JsonObject>();

  add(component: JsonObject): void {
    for (const key of keysOf(component)) if (!this.#placed.has(key)) this.#placed.set(key, component);
  }

  /** The same thing: of one type, with one digest and name, or one purl, and no digest that says otherwise. */
  find(component: JsonObject): JsonObject | undefined {
    for (const key of keysOf(component)) {
      const placed = this.#placed.get(key);
      if (placed !== undefined && !contradict(placed, component)) return placed;
    }
    return undefined;
  }
}

const place = (value: unknown): Place => ({ value, pointer: '' });

function keysOf(component: JsonObject): readonly string[] {
  const at = place(component);
  const [type, name, purl] = ['type', 'name', 'purl'].map((member) => textAt(at, member) ?? '');
  const digests = [...digestsOf(component)].map(([alg, content]) => `digest ${alg} ${content} ${type} ${name}`);
  const names = purl === undefined || purl === '' ? digests : [...digests, `purl ${type} ${purl}`];
  // What is equal to the last letter is the same, whatever it is.
  return [...names, `text ${createHash('sha256').update(stableText(component)).digest('hex')}`];
}

function digestsOf(component: JsonObject): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const hash of itemsOf(memberOf(place(component), 'hashes'))) {
    const [alg, content] = [textAt(hash, 'alg') ?? '', (textAt(hash, 'content') ?? '').toLowerCase()];
    if (isObject(hash.value) && isStrongHash(alg, content)) found.set(alg, content);
  }
  return found;
}

function contradict(a: JsonObject, b: JsonObject): boolean {
  const known = digestsOf(a);
  return [...digestsOf(b)].some(([alg, content]) => known.has(alg) && known.get(alg) !== content);
}

/** Tools: by name and version, where they have both; else by all that is said of them. */
export function toolKey(tool: JsonObject): string {
  const at = place(tool);
  const [type, group, name, version] = ['type', 'group', 'name', 'version'].map((member) => textAt(at, member));
  return name === undefined || version === undefined ? stableText(tool) : JSON.stringify([type, group, name, version]);
}
