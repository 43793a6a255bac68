// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { textMember } from '../../claims/claim-members.js';
import type { AuditedModel } from '../audited-model.js';
import type { AuditMatch } from '../rule.js';

export const showMetric = (claim: Claim): string =>
  `${textMember(claim, 'metric') ?? 'a metric'} on ${textMember(claim, 'dataset') ?? 'no named data'}`;

/** Most metrics, or data sets, that one line names. */
const MAX_NAMED = 3;

/** Results of a kind, told once for each file that states them: a card may have hundreds. */
export function* byFile(model: AuditedModel, isMeant: (claim: Claim) => boolean): Generator<AuditMatch> {
  const meant = model.of('metric').filter(isMeant);
  for (const claims of Map.groupBy(meant, ({ source }) => source.file ?? '').values())
    yield { message: showAll(claims), evidence: claims };
}

function showAll(claims: readonly Claim[]): string {
  const [first, ...more] = claims;
  if (first === undefined || more.length === 0) return first === undefined ? '' : showMetric(first);
  const data = new Set(claims.map((claim) => textMember(claim, 'dataset') ?? 'no named data'));
  if (data.size > 1) return `${claims.length} results on ${data.size} data sets: ${listed(data)}`;
  const metrics = new Set(claims.map((claim) => textMember(claim, 'metric') ?? 'a metric'));
  return `${claims.length} results on ${[...data].join('')}: ${listed(metrics)}`;
}

function listed(names: ReadonlySet<string>): string {
  const more = names.size > MAX_NAMED ? ` and ${names.size - MAX_NAMED} more` : '';
  return [...names].slice(0, MAX_NAMED).join(', ') + more;
}
