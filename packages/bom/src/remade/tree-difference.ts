// SPDX-License-Identifier: Apache-2.0
import { isObject, stepOf } from '../bom-document/place.js';
import { stableText } from '../bom-document/stable-text.js';

/** A value that one document has, and the other has not, or has otherwise. */
export interface ValueDifference {
  /** in the old document; in the new one where the old has nothing there */
  readonly pointer: string;
  /** in the new document, where it has something there */
  readonly newPointer?: string;
  readonly said?: unknown;
  readonly found?: unknown;
}

/** What differs, and where the same things stand in both documents. */
export interface TreeDifference {
  readonly differences: readonly ValueDifference[];
  /** pointers of the old document, by those of the new: of what is alike as a whole, the top alone */
  readonly moved: ReadonlyMap<string, string>;
}

interface Side {
  readonly value: unknown;
  readonly pointer: string;
}

/**
 * Compares values, lists without their order: items find each other by `bom-ref`, then by all that they say, then by their name, and
 * the last two that are left are taken for one that changed.
 */
export function treeDifference(old: unknown, now: unknown): TreeDifference {
  const walk = new TreeWalk();
  walk.compare({ value: old, pointer: '' }, { value: now, pointer: '' });
  return { differences: walk.differences, moved: walk.moved };
}

class TreeWalk {
  readonly differences: ValueDifference[] = [];
  readonly moved = new Map<string, string>();

  compare(old: Side, now: Side): void {
    this.moved.set(now.pointer, old.pointer);
    if (isObject(old.value) && isObject(now.value)) this.#members(old, now);
    else if (Array.isArray(old.value) && Array.isArray(now.value)) this.#items(old, now);
    else if (stableText(old.value) !== stableText(now.value))
      this.differences.push({ pointer: old.pointer, newPointer: now.pointer, said: old.value, found: now.value });
  }

  #members(old: Side, now: Side): void {
    const [olds, nows] = [membersOf(old), membersOf(now)];
    for (const [name, side] of olds) {
      const other = nows.get(name);
      if (other === undefined) this.#gone(side);
      else this.compare(side, other);
    }
    for (const [name, side] of nows) if (!olds.has(name)) this.#come(side, old.pointer + stepOf(name));
  }

  #items(old: Side, now: Side): void {
    let left = { olds: itemsOf(old), nows: itemsOf(now) };
    for (const keyOf of [refOf, textOf, nameOf]) left = this.#paired(left, keyOf);
    const [[one, ...olds], [other, ...nows]] = [left.olds, left.nows];
    if (one !== undefined && other !== undefined && olds.length + nows.length === 0) this.compare(one, other);
    else {
      for (const side of left.olds) this.#gone(side);
      for (const side of left.nows) this.#come(side, old.pointer);
    }
  }

  /** Compares those that a key makes one and only one of, and those that are alike, however many; leaves the others. */
  #paired({ olds, nows }: Lists, keyOf: (side: Side) => string | undefined): Lists {
    const [oldsByKey, nowsByKey] = [byKey(olds, keyOf), byKey(nows, keyOf)];
    const taken = new Set<Side>();
    for (const [key, some] of oldsByKey) {
      const others = nowsByKey.get(key) ?? [];
      if (keyOf !== textOf && some.length + others.length !== 2) continue;
      for (const [i, old] of some.entries()) {
        const now = others[i];
        if (now === undefined) break;
        taken.add(old).add(now);
        this.compare(old, now);
      }
    }
    const rest = (sides: readonly Side[]): readonly Side[] => sides.filter((side) => !taken.has(side));
    return { olds: rest(olds), nows: rest(nows) };
  }

  #gone({ value, pointer }: Side): void {
    this.differences.push({ pointer, said: value });
  }

  #come({ value, pointer: newPointer }: Side, pointer: string): void {
    this.differences.push({ pointer, newPointer, found: value });
  }
}

interface Lists {
  readonly olds: readonly Side[];
  readonly nows: readonly Side[];
}

function membersOf({ value, pointer }: Side): ReadonlyMap<string, Side> {
  const members = Object.entries(isObject(value) ? value : {});
  return new Map(members.map(([name, member]) => [name, { value: member, pointer: pointer + stepOf(name) }]));
}

const itemsOf = ({ value, pointer }: Side): readonly Side[] =>
  (value as readonly unknown[]).map((item, i) => ({ value: item, pointer: `${pointer}/${i}` }));

function byKey(sides: readonly Side[], keyOf: (side: Side) => string | undefined): ReadonlyMap<string, Side[]> {
  const found = new Map<string, Side[]>();
  for (const side of sides) {
    const key = keyOf(side);
    if (key === undefined) continue;
    const known = found.get(key);
    if (known === undefined) found.set(key, [side]);
    else known.push(side);
  }
  return found;
}

const textIn = ({ value }: Side, name: string): string | undefined => {
  const member = isObject(value) ? value[name] : undefined;
  return typeof member === 'string' ? member : undefined;
};
const refOf = (side: Side): string | undefined => textIn(side, 'bom-ref') ?? textIn(side, 'ref');
const textOf = ({ value }: Side): string => stableText(value);
const nameOf = (side: Side): string | undefined => textIn(side, 'name');
