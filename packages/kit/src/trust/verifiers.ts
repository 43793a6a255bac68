// SPDX-License-Identifier: Apache-2.0
import type { BundleVerifier, EffectivePolicy, NamedVerifier, PolicySigner, SignerTimestamps } from '@mpk/core';
import {
  createCertificateVerifier,
  createKeyVerifier,
  createKeylessVerifier,
  withRevocation,
  withSecondOpinion,
  type Revocation,
  type SigningTimeOptions,
} from '@mpk/signing';
import { materialOf } from './material.js';
import { openRoots, type Roots, type TrustContext } from './roots.js';
import { timestampsOf } from './timestamps.js';

/** Whom a policy knows, ready to verify. */
export interface Trust {
  readonly verifiers: readonly NamedVerifier[];
  /** what whoever reads the answer should know: that a root is old */
  readonly warnings: readonly string[];
}

/**
 * Makes a verifier of every signer that the policy names. One that cannot be made stands with its error: its signatures do
 * not count, and the gate says why.
 */
export async function openTrust(policy: EffectivePolicy, context: TrustContext): Promise<Trust> {
  const { signers = {}, revoked = [] } = policy.document.spec.trust ?? {};
  const roots = openRoots(policy, context);
  const revocations = revoked.map(({ digest, since, reason }): Revocation => ({
    digest,
    reason,
    ...(since !== undefined && { since: new Date(since) }),
  }));
  const verifiers = await Promise.all(
    Object.entries(signers).map(async ([name, signer]): Promise<NamedVerifier> => {
      try {
        const verifier = await createVerifier(signer, { policy, roots, now: context.now });
        return { name, verifier: revocations.length === 0 ? verifier : withRevocation(verifier, revocations) };
      } catch (error) {
        return { name, error };
      }
    }),
  );
  return { verifiers, warnings: roots.warnings() };
}

interface Known {
  readonly policy: EffectivePolicy;
  readonly roots: Roots;
  readonly now: Date;
}

async function createVerifier(signer: PolicySigner, known: Known): Promise<BundleVerifier> {
  const { policy, now } = known;
  if ('key' in signer) {
    const { notBefore, notAfter } = signer.key;
    const publicKeyPem = materialOf(signer.key, policy);
    return createKeyVerifier({ publicKeyPem, notBefore, notAfter, ...(await times(signer.key, known)), now });
  }
  if ('certificate' in signer) {
    const { ca, subject, identity } = signer.certificate;
    const caPem = materialOf(ca, policy);
    return createCertificateVerifier({ caPem, subject, identity, ...(await times(signer.certificate, known)), now });
  }
  const { root: name, ...expected } = signer.keyless;
  const { secondOpinion, ...root } = await known.roots.get(name);
  const verifier = await createKeylessVerifier({ ...root, ...expected });
  return secondOpinion ? withSecondOpinion(verifier, root) : verifier;
}

async function times(
  { timestamps }: { readonly timestamps?: SignerTimestamps },
  { policy, roots }: Known,
): Promise<Pick<SigningTimeOptions, 'timestamps' | 'requireTimestamp'>> {
  if (timestamps === undefined) return {};
  return {
    timestamps: await timestampsOf(timestamps.from, policy, roots),
    requireTimestamp: timestamps.required === true,
  };
}
