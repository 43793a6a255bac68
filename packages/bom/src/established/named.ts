// SPDX-License-Identifier: Apache-2.0
import { datasetId } from '../claims/dataset-ids.js';
import { coreName, hubId, isOldId, sameId } from '../claims/hub-ids.js';
import type { ClaimName } from '../claims/vocabulary.js';
import { baseNameOf } from '../documents/base-names.js';
import { valueText } from '../documents/text.js';
import { claimsNamed, confirmedBy, contradictedBy, UNKNOWN, type Judge, type Statement } from './statement.js';

interface Naming {
  readonly claims: readonly ClaimName[];
  /** the name without what stands around it */
  readonly nameOf: (text: string) => string;
}

/**
 * Bases and data sets: what the files name, too, is confirmed. One that they do not name is contradicted where they name one that the
 * BOM leaves out, for then it stands in its place; else it is one more, such as the base of a base.
 */
const judgeNamed =
  ({ claims: names, nameOf }: Naming): Judge =>
  (claims, { statements }) => {
    const named = claimsNamed(claims, ...names).map((claim) => ({ claim, name: nameOf(valueText(claim.value)) }));
    const places = placesByName(statements, nameOf);
    const isLeft = ({ name }: { readonly name: string }, except: string): boolean =>
      [...keysOf(name)].every((key) => isOnlyAt(places.get(key), except));
    // What may stand in the place of something: of what one place alone names, only there.
    const open = named.filter((one) => one.claim.method !== 'inferred' && isId(one.name));
    return ({ text, pointer }) => {
      const said = nameOf(text);
      const same = named.filter(({ name }) => sameId(name, said));
      if (same.length > 0) return confirmedBy(same.map(({ claim }) => claim));
      if (!isId(said)) return UNKNOWN;
      // Where a package URL and a name differ, neither stands for the other.
      const left = open.filter((one) => coreName(one.name) !== coreName(said) && isLeft(one, pointer));
      return contradictedBy(left.map(({ claim }) => claim));
    };
  };

const isOnlyAt = (places: ReadonlySet<string> | undefined, pointer: string): boolean =>
  places === undefined || (places.size === 1 && places.has(pointer));

/** Where a BOM says each name, by all that it goes by. */
function placesByName(
  statements: readonly Statement[],
  nameOf: (text: string) => string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const places = new Map<string, Set<string>>();
  for (const { text, pointer } of statements)
    for (const key of keysOf(nameOf(text))) places.set(key, (places.get(key) ?? new Set()).add(pointer));
  return places;
}

/** An id with and without its owner, and what is the same whoever published a copy. */
const keysOf = (name: string): ReadonlySet<string> =>
  new Set([name.toLowerCase(), (name.split('/').at(-1) ?? '').toLowerCase(), coreName(name)]);

/** A name that is of one thing alone, wherever it is written. */
const isId = (name: string): boolean => hubId(name) !== undefined || isOldId(name);

export const judgeBase = judgeNamed({ claims: ['base-model'], nameOf: (text) => baseNameOf(text).name });
export const judgeDataset = judgeNamed({
  claims: ['dataset.training', 'dataset.evaluation'],
  nameOf: datasetId,
});
