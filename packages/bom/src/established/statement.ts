// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { ClaimName } from '../claims/vocabulary.js';
import type { SubjectClaims } from '../documents/claims-of.js';
import { lineText, valueText } from '../documents/text.js';

/** One thing that a BOM of any producer says of its model, in the words of the claims that files make. */
export interface Statement {
  readonly fact: ClaimName;
  /** attacker-controlled */
  readonly text: string;
  /** RFC 6901 */
  readonly pointer: string;
  /** what a metric says, apart */
  readonly metric?: StatedMetric;
}

export interface StatedMetric {
  /** perhaps with the data set that it was measured on */
  readonly name: string;
  readonly value: string;
  /** what it was measured on, where that is said by itself */
  readonly slice?: string;
}

/** All that a BOM says that can be held against claims, whatever its format. */
export interface StatedBom {
  readonly statements: readonly Statement[];
  /** names that the document has for its model, such as those of its package URL */
  readonly names: readonly string[];
  /** what it calls all other things that it speaks of */
  readonly others: readonly string[];
}

/**
 * `confirmed`: the files say so, too. `contradicted`: they say something else, and both cannot be. `unknown`: all else, for what files
 * are silent about, and what cannot be compared, is no lie.
 */
export interface Judgement {
  readonly state: 'confirmed' | 'contradicted' | 'unknown';
  /** that confirm or contradict it */
  readonly claims: readonly Claim[];
}

/**
 * Judges statements of one kind by the claims about the model.
 *
 * @param bom - its statements of that kind
 */
export type Judge = (claims: SubjectClaims, bom: StatedBom) => (statement: Statement) => Judgement;

export const UNKNOWN: Judgement = { state: 'unknown', claims: [] };

/** Whether a claim says it in these words. */
export const isSame = (said: string, { value }: Claim): boolean =>
  lineText(said).toLowerCase() === lineText(valueText(value)).toLowerCase();

/** Claims of several names. */
export const claimsNamed = (claims: SubjectClaims, ...names: readonly ClaimName[]): readonly Claim[] =>
  names.flatMap((name) => claims.get(name) ?? []);

export const confirmedBy = (claims: readonly Claim[]): Judgement => ({ state: 'confirmed', claims });

/** By claims, where there are any. */
export const contradictedBy = (claims: readonly Claim[]): Judgement =>
  claims.length === 0 ? UNKNOWN : { state: 'contradicted', claims };
