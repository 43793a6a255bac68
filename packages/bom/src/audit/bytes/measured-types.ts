// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { memberOfClaim } from '../../claims/claim-members.js';
import type { AuditedModel } from '../audited-model.js';

/** Numbers of full precision, as formats name them. */
export const isPlainFloat = (type: string): boolean => /^(?:F64|F32|F16|BF16)$/.test(type);

/** The measured types, the most frequent first. */
export function typesOf(model: AuditedModel): { readonly claim: Claim; readonly types: readonly string[] } | undefined {
  const claim = model
    .of('tensor.types')
    .find(({ method, value }) => method === 'measured' && typeof value === 'object');
  if (claim === undefined || typeof claim.value !== 'object' || Array.isArray(claim.value)) return undefined;
  const counts = Object.keys(claim.value).map((type): [string, number] => [
    type,
    Number(memberOfClaim(claim, type) ?? 0),
  ]);
  return { claim, types: counts.sort((a, b) => b[1] - a[1]).map(([type]) => type) };
}
