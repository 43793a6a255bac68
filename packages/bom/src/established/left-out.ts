// SPDX-License-Identifier: Apache-2.0
import { showSource, type Claim } from '@mpk/core';
import { shownText } from '../bom-document/stable-text.js';
import { coreName } from '../claims/hub-ids.js';
import type { LeftOutFact } from '../compare/facts.js';
import { baseNameOf } from '../documents/base-names.js';
import { sayingsOf, type SubjectClaims } from '../documents/claims-of.js';
import { valueText } from '../documents/text.js';
import { isDeclared } from './licenses.js';
import { claimsNamed, type StatedBom } from './statement.js';

/** Most facts of one kind that are told. */
const MAX_TOLD = 20;

/** A licence or a base that files declare, where a BOM names none: leaving it out is no lie, and whoever reads it should know. */
export function leftOutFacts(claims: SubjectClaims, { statements, others }: StatedBom): readonly LeftOutFact[] {
  const isSaid = (fact: string): boolean => statements.some((one) => one.fact === fact);
  const told = (fact: string, all: readonly Claim[]): readonly LeftOutFact[] =>
    sayingsOf(all)
      .slice(0, MAX_TOLD)
      .map(({ text, claims: [{ source, method }] }) => ({
        fact,
        found: shownText(text),
        source: `${shownText(showSource(source))} (${method})`,
      }));
  const licenses = claimsNamed(claims, 'license', 'dataset.license', 'license.name').filter(isDeclared);
  const named = new Set(others.map(coreName));
  const bases = claimsNamed(claims, 'base-model').filter(
    ({ value, method }) => method !== 'inferred' && !named.has(coreName(baseNameOf(valueText(value)).name)),
  );
  return [
    ...(isSaid('license') ? [] : told('license', licenses)),
    ...(isSaid('base-model') ? [] : told('base-model', bases)),
  ];
}
