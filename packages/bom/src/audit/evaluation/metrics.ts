// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { textMember, type AuditedModel } from '../audited-model.js';
import type { AuditMatch } from '../rule.js';

export const showMetric = (claim: Claim): string =>
  `${textMember(claim, 'metric') ?? 'a metric'} on ${textMember(claim, 'dataset') ?? 'no named data'}`;

/** Most metrics that one line names. */
const MAX_NAMED = 3;

/** Results of a kind, told once for each data set and file: a card has dozens of one source. */
export function* byDataset(model: AuditedModel, isMeant: (claim: Claim) => boolean): Generator<AuditMatch> {
  const meant = model.of('metric').filter(isMeant);
  const groups = Map.groupBy(meant, (claim) => `${claim.source.file ?? ''}\n${textMember(claim, 'dataset') ?? ''}`);
  for (const claims of groups.values()) yield { message: showAll(claims), evidence: claims };
}

function showAll(claims: readonly Claim[]): string {
  const names = [...new Set(claims.map((claim) => textMember(claim, 'metric') ?? 'a metric'))];
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  const [first] = claims;
  const data = (first && textMember(first, 'dataset')) ?? 'no named data';
  const count = claims.length > 1 ? `${claims.length} results on ${data}: ` : '';
  return count === '' ? `${names.join('')} on ${data}` : `${count}${names.slice(0, MAX_NAMED).join(', ')}${more}`;
}
