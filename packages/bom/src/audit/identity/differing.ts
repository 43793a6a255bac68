// SPDX-License-Identifier: Apache-2.0
import type { TextClaim } from '../audited-model.js';
import type { AuditMatch } from '../rule.js';

/** Pairs of claims of different files and different values, once a value. */
export function* differing(claims: readonly TextClaim[], keyOf: (claim: TextClaim) => string): Generator<AuditMatch> {
  const byValue = new Map<string, TextClaim>();
  for (const claim of claims) if (!byValue.has(keyOf(claim))) byValue.set(keyOf(claim), claim);
  const [first, ...others] = byValue.values();
  for (const other of others) {
    if (first === undefined || first.source.file === other.source.file) continue;
    yield { message: `${first.value} and ${other.value}`, evidence: [first, other] };
  }
}
