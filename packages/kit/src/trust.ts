// SPDX-License-Identifier: Apache-2.0
import { MpkError, type EffectivePolicy, type FileOrInline, type NamedVerifier, type PolicySigner } from '@mpk/core';
import type { BundleVerifier } from '@mpk/core';
import { createCertificateVerifier, createKeyVerifier, createKeylessVerifier } from '@mpk/signing';

/**
 * Makes a verifier of every signer that the policy names. One that cannot be made stands with its error: its signatures do
 * not count, and the gate says why.
 */
export async function createVerifiers(policy: EffectivePolicy, now: Date): Promise<readonly NamedVerifier[]> {
  const signers = Object.entries(policy.document.spec.trust?.signers ?? {});
  return Promise.all(
    signers.map(async ([name, signer]): Promise<NamedVerifier> => {
      try {
        return { name, verifier: await createVerifier(signer, policy, now) };
      } catch (error) {
        return { name, error };
      }
    }),
  );
}

async function createVerifier(signer: PolicySigner, policy: EffectivePolicy, now: Date): Promise<BundleVerifier> {
  if ('key' in signer) {
    return createKeyVerifier({ publicKeyPem: bytesOf(signer.key, policy), notAfter: signer.key.notAfter, now });
  }
  if ('certificate' in signer) {
    const { ca, subject, identity } = signer.certificate;
    return createCertificateVerifier({ caPem: bytesOf(ca, policy), subject, identity, now });
  }
  const { root, issuer, identity } = signer.keyless;
  const trustedRoot = policy.document.spec.trust?.roots?.[root];
  if (trustedRoot === undefined) throw new MpkError('POLICY_INVALID', `the policy has no trust root called ${root}`);
  return createKeylessVerifier({ trustedRoot: referenced(trustedRoot.trustedRoot, policy), identity, issuer });
}

const bytesOf = (source: FileOrInline, policy: EffectivePolicy): Uint8Array =>
  'file' in source ? referenced(source.file, policy) : Buffer.from(source.inline);

function referenced(path: string, policy: EffectivePolicy): Uint8Array {
  const reference = policy.references.get(path);
  if (reference === undefined) throw new MpkError('INTERNAL', `${path} was not read with the policy`);
  return reference.bytes;
}
