// SPDX-License-Identifier: Apache-2.0
import { MpkError, type EffectivePolicy } from '@mpk/core';
import type { TimestampVerifier } from '@mpk/signing/timestamp';
import { materialOf } from './material.js';
import type { Roots } from './roots.js';

/**
 * Verifies timestamps of any of the authorities that a signer names.
 *
 * @throws MpkError `POLICY_INVALID` for a name that is not there, or authorities that are none; of reading them
 */
export async function timestampsOf(
  names: readonly string[],
  policy: EffectivePolicy,
  roots: Roots,
): Promise<TimestampVerifier> {
  // Loaded here: most policies trust no timestamps.
  const { createTimestampVerifier } = await import('@mpk/signing/timestamp');
  const verifiers: TimestampVerifier[] = [];
  for (const name of names) {
    const authority = policy.document.spec.trust?.timestampAuthorities?.[name];
    if (authority === undefined) {
      throw new MpkError('POLICY_INVALID', `the policy has no timestamp authority called ${name}`);
    }
    const trust =
      'ca' in authority
        ? { caPem: materialOf(authority.ca, policy) }
        : { trustedRoot: (await roots.get(authority.root)).trustedRoot };
    verifiers.push(createTimestampVerifier(trust));
  }
  return anyOf(verifiers);
}

const anyOf = (verifiers: readonly TimestampVerifier[]): TimestampVerifier => ({
  verify(bundle) {
    const findings = verifiers.map((verifier) => verifier.verify(bundle));
    return {
      proven: findings.flatMap(({ proven }) => proven).sort((a, b) => a.time.getTime() - b.time.getTime()),
      refused: findings.flatMap(({ refused }) => refused),
    };
  },
});
