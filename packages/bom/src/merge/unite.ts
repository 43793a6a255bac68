// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import { isObject } from '../bom-document/place.js';
import { stableText } from '../bom-document/stable-text.js';
import { Identities } from './identity.js';
import type { Moves } from './moves.js';

/** Members of a component that are sets: of both. */
const LISTS = ['hashes', 'externalReferences', 'properties', 'tags', 'authors', 'data'];
/** Members whose members are united in turn. */
const OBJECTS = ['modelCard', 'pedigree'];
/** Lists of components. */
const PARTS = ['components', 'ancestors', 'descendants', 'variants'];

/** Unites what says the same thing twice: the first document's word stands, the second adds what the first does not say. */
export class Uniter {
  readonly #texts = new WeakMap<readonly unknown[], Map<string, unknown>>();
  readonly #lists = new Set<unknown[]>();
  readonly #parts = new WeakMap<readonly unknown[], Identities>();

  /** @param mixesLicenses - the version lets expressions stand beside other licences */
  constructor(
    private readonly moves: Moves,
    private readonly mixesLicenses: boolean,
  ) {}

  /** @param from - is not changed, and moves into `into` */
  unite(into: JsonObject, from: JsonObject): void {
    this.moves.record(from, into);
    for (const [name, member] of Object.entries(from)) {
      // A version and a range of versions exclude each other.
      if (name === 'bom-ref' || ((name === 'versionRange' || name === 'isExternal') && into['version'] !== undefined))
        continue;
      if (!Object.hasOwn(into, name)) this.take(into, name, member);
      else this.#uniteMember(into[name], member, name);
    }
    this.#keepLicensesValid(into);
  }

  #uniteMember(into: unknown, from: unknown, name: string): void {
    if (Array.isArray(into) && Array.isArray(from)) {
      if (PARTS.includes(name)) this.#uniteParts(into, from);
      else if (name === 'licenses' || LISTS.includes(name)) this.addAll(into, from);
    } else if (OBJECTS.includes(name) && isObject(into) && isObject(from)) this.#fill(into, from);
  }

  /** Members that are not there yet, at any depth; lists are those of both. */
  #fill(into: JsonObject, from: JsonObject): void {
    this.moves.record(from, into);
    for (const [name, member] of Object.entries(from)) {
      const known = Object.hasOwn(into, name) ? into[name] : undefined;
      if (name === 'bom-ref') continue;
      if (known === undefined) this.take(into, name, member);
      else if (Array.isArray(known) && Array.isArray(member)) {
        if (PARTS.includes(name)) this.#uniteParts(known, member);
        else this.addAll(known, member);
      } else if (isObject(known) && isObject(member)) this.#fill(known, member);
    }
  }

  #uniteParts(into: unknown[], from: readonly unknown[]): void {
    this.moves.record(from, into);
    const known = this.#partsOf(into);
    for (const part of from) {
      const same = isObject(part) ? known.find(part) : undefined;
      if (same !== undefined) this.unite(same, part as JsonObject);
      else {
        into.push(part);
        this.moves.keep(part);
        if (isObject(part)) known.add(part);
      }
    }
  }

  #partsOf(list: readonly unknown[]): Identities {
    let known = this.#parts.get(list);
    if (known === undefined) {
      known = new Identities();
      for (const part of list) if (isObject(part)) known.add(part);
      this.#parts.set(list, known);
    }
    return known;
  }

  /** Appends what is not in a list yet. */
  addAll(into: unknown[], from: readonly unknown[]): void {
    this.moves.record(from, into);
    this.#lists.add(into);
    let texts = this.#texts.get(into);
    if (texts === undefined) {
      texts = new Map(into.map((item) => [stableText(item), item]));
      this.#texts.set(into, texts);
    }
    for (const item of from) {
      const text = stableText(item);
      const same = texts.get(text);
      if (same === undefined) {
        into.push(item);
        texts.set(text, item);
        this.moves.keep(item);
      } else this.#recordEqual(item, same);
    }
  }

  /** Whatever is in one of two equal things is now in the other. */
  #recordEqual(from: unknown, to: unknown): void {
    if (typeof from !== 'object' || from === null || typeof to !== 'object' || to === null || from === to) return;
    this.moves.record(from, to);
    for (const [name, member] of Object.entries(from)) this.#recordEqual(member, (to as JsonObject)[name]);
  }

  /** Once refs are final, what two documents call differently may be the same: each list then has it once. */
  settle(): void {
    for (const list of this.#lists) {
      const items = list.splice(0);
      this.#texts.delete(list);
      this.addAll(list, items);
    }
  }

  /** Takes a member over as it is. */
  take(into: JsonObject, name: string, member: unknown): void {
    // As data alone: assignment would obey "__proto__".
    Object.defineProperty(into, name, { value: member, enumerable: true, writable: true, configurable: true });
    this.moves.keep(member);
  }

  /** Before 1.7 an expression stands alone: beside others it becomes the name of a licence. */
  #keepLicensesValid(component: JsonObject): void {
    const list = component['licenses'];
    if (this.mixesLicenses || !Array.isArray(list) || list.length < 2) return;
    for (const [i, choice] of (list as readonly unknown[]).entries()) {
      if (isObject(choice) && Object.hasOwn(choice, 'expression')) list[i] = asNamed(choice);
    }
  }
}

function asNamed({ expression, acknowledgement, 'bom-ref': ref }: JsonObject): JsonObject {
  return {
    license: {
      ...(ref !== undefined && { 'bom-ref': ref }),
      name: expression,
      ...(acknowledgement !== undefined && { acknowledgement }),
    },
  };
}
