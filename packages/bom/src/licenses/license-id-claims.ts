// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { licenseFacts } from './license-ids.js';

/** What stated licences are called by SPDX, for the lists of policies: read off the table, so inferred. */
export const licenseIdClaims = (claims: readonly Claim[]): readonly Claim[] =>
  claims.flatMap((claim): readonly Claim[] => {
    if (claim.name !== 'license' || typeof claim.value !== 'string') return [];
    const facts = licenseFacts(claim.value);
    const id = facts?.spdx ?? facts?.ref;
    if (id === undefined || id === claim.value) return [];
    return [{ ...claim, name: 'license.id', value: id, method: 'inferred' }];
  });
