// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { ClaimName } from '../claims/vocabulary.js';
import { licenseFacts, type LicenseFacts } from './license-ids.js';

/** By names of facts that name a licence: what the fact is called that has its other names. */
const IDS: ReadonlyMap<string, ClaimName> = new Map<string, ClaimName>([
  ['license', 'license.id'],
  // Beside `other`, and often the id of a licence after all.
  ['license.name', 'license.id'],
  ['license.text', 'license.text.id'],
]);

/** Longest expression whose parts are looked up. */
const MAX_EXPRESSION_CHARS = 1000;

/** What stated and recognised licences are called by SPDX and at the Hub, for the lists of policies: read off the table, so inferred. */
export const licenseIdClaims = (claims: readonly Claim[]): readonly Claim[] =>
  claims.flatMap((claim): readonly Claim[] => {
    const { value } = claim;
    const name = IDS.get(claim.name);
    if (name === undefined || typeof value !== 'string') return [];
    // A name alone is on no list of a policy.
    const isListed = claim.name !== 'license.name';
    return [...new Set([namesIn(value, nameOfSpdx), namesIn(value, ({ id }) => id)])].flatMap((id) =>
      id === undefined || (isListed && id.toLowerCase() === value.trim().toLowerCase())
        ? []
        : [{ ...claim, name, value: id, method: 'inferred' as const }],
    );
  });

const nameOfSpdx = ({ spdx, ref }: LicenseFacts): string | undefined => spdx ?? ref;

/** The one licence, or each of an expression, by another name; undefined where there is none. */
function namesIn(value: string, nameOf: (facts: LicenseFacts) => string | undefined): string | undefined {
  const facts = licenseFacts(value);
  if (facts !== undefined) return nameOf(facts);
  if (value.length > MAX_EXPRESSION_CHARS || !/\s(?:and|or)\s/i.test(value)) return undefined;
  const words = value.split(/(\s+(?:and|or|with)\s+|[()])/i);
  return words
    .map((word) => {
      const known = licenseFacts(word);
      return (known && nameOf(known)) ?? word;
    })
    .join('');
}
