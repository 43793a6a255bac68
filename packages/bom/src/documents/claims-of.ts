// SPDX-License-Identifier: Apache-2.0
import { CLAIM_METHODS, type Claim } from '@mpk/core';
import { isOfCaller } from './stated-claims.js';
import { valueText } from './text.js';

/** Claims of one subject by name, the best known first: what the caller says, then by method, then in the order of collectors. */
export type SubjectClaims = ReadonlyMap<string, readonly Claim[]>;

/** Claims by subject. */
export function claimsBySubject(claims: readonly Claim[]): ReadonlyMap<string, SubjectClaims> {
  const found = new Map<string, Map<string, Claim[]>>();
  for (const claim of claims.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const subject = entry(found, claim.subject, () => new Map<string, Claim[]>());
    entry(subject, claim.name, () => []).push(claim);
  }
  return found;
}

const rankOf = (claim: Claim): number => (isOfCaller(claim) ? -1 : CLAIM_METHODS.indexOf(claim.method));

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** What is said, with everyone who says so. */
export interface Saying {
  /** never empty */
  readonly text: string;
  /** at least one, the best known first */
  readonly claims: readonly [Claim, ...Claim[]];
}

/** Claims by what they say, the best known first; those that say nothing are none. */
export function sayingsOf(claims: readonly Claim[]): readonly Saying[] {
  const found = new Map<string, [Claim, ...Claim[]]>();
  for (const claim of claims) {
    const text = valueText(claim.value);
    const known = found.get(text);
    if (known !== undefined) known.push(claim);
    else if (text.trim() !== '') found.set(text, [claim]);
  }
  return [...found].map(([text, all]) => ({ text, claims: all }));
}
