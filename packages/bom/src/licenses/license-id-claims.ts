// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { ClaimName } from '../claims/vocabulary.js';
import { licenseFacts } from './license-ids.js';

/** By names of facts that name a licence: what the fact is called that says what SPDX calls it. */
const IDS: ReadonlyMap<string, ClaimName> = new Map<string, ClaimName>([
  ['license', 'license.id'],
  ['license.text', 'license.text.id'],
]);

/** What stated and recognised licences are called by SPDX, for the lists of policies: read off the table, so inferred. */
export const licenseIdClaims = (claims: readonly Claim[]): readonly Claim[] =>
  claims.flatMap((claim): readonly Claim[] => {
    const name = IDS.get(claim.name);
    if (name === undefined || typeof claim.value !== 'string') return [];
    const facts = licenseFacts(claim.value);
    const id = facts?.spdx ?? facts?.ref;
    if (id === undefined || id === claim.value) return [];
    return [{ ...claim, name, value: id, method: 'inferred' }];
  });
