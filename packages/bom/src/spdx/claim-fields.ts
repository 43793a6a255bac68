// SPDX-License-Identifier: Apache-2.0
import type { Claim, ClaimValue } from '@mpk/core';
import { memberOfClaim } from '../claims/claim-members.js';
import type { ClaimName } from '../claims/vocabulary.js';
import { sayingsOf, type SubjectClaims } from '../documents/claims-of.js';
import { timeOf, valueText } from '../documents/text.js';
import { webUrl } from '../documents/web-url.js';
import type { SpdxValue } from './graph.js';

/** The best known of what is said. */
export const bestText = (claims: SubjectClaims, name: ClaimName): string | undefined =>
  sayingsOf(claims.get(name) ?? [])[0]?.text;

/** All that is said, the best known first; undefined where that is nothing. */
export function allTexts(claims: SubjectClaims, ...names: readonly ClaimName[]): readonly string[] | undefined {
  const texts = [...new Set(names.flatMap((name) => sayingsOf(claims.get(name) ?? []).map(({ text }) => text)))];
  return texts.length === 0 ? undefined : texts;
}

/** All that is said, one after the other, where there is room for one text. */
export const joinedTexts = (claims: SubjectClaims, ...names: readonly ClaimName[]): string | undefined =>
  allTexts(claims, ...names)?.join('\n\n');

/** The best known time, as SPDX has it: to the second. */
export const bestTime = (claims: SubjectClaims, name: ClaimName): string | undefined =>
  sayingsOf(claims.get(name) ?? []).flatMap(({ text }) => spdxTime(timeOf(text)) ?? [])[0];

export const spdxTime = (iso: string | undefined): string | undefined => iso?.replace(/\.\d{3}Z$/, 'Z');

export const bestUrl = (claims: SubjectClaims, name: ClaimName): string | undefined =>
  sayingsOf(claims.get(name) ?? []).flatMap(({ text }) => webUrl(text) ?? [])[0];

/** A dictionary; undefined where it is empty. */
export function dictionaryOf(entries: readonly (readonly [key: string, value: string])[]): SpdxValue | undefined {
  const all = entries.map(([key, value]) => ({ type: 'DictionaryEntry', key, value }));
  return all.length === 0 ? undefined : all;
}

/** A member of a claim's object, as text. */
export function memberOf(value: ClaimValue, name: string): string | undefined {
  const member = memberOfClaim({ value }, name);
  return member === undefined ? undefined : valueText(member);
}

export const claimsNamed = (claims: SubjectClaims, ...names: readonly ClaimName[]): readonly Claim[] =>
  names.flatMap((name) => claims.get(name) ?? []);
