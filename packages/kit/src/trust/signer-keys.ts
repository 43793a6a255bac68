// SPDX-License-Identifier: Apache-2.0
import { isMpkError, type EffectivePolicy, type FileOrInline, type PolicySigner } from '@mpk/core';
import { keyDigest, readAuthorities, readPublicKey } from '@mpk/signing';
import { materialOf } from './material.js';

/** A key, or a certificate of an authority, that a policy trusts. */
export interface ShownKey {
  /** `sha256:` + hex of the DER, as `revoked` takes it */
  readonly digest: string;
  /** of a certificate */
  readonly subject?: string;
}

/** A signer with a key or authorities of its own, or why they cannot be used. Keyless signers rest on roots. */
export type ShownSigner = {
  readonly name: string;
  readonly kind: 'key' | 'certificate authority';
  /** as the policy names it; absent where it stands in the policy */
  readonly file?: string;
} & ({ readonly keys: readonly ShownKey[] } | { readonly error: { readonly code: string; readonly message: string } });

/** The keys and authorities that the signers of a policy have, with their digests. */
export const signersOf = (policy: EffectivePolicy): readonly ShownSigner[] =>
  Object.entries(policy.document.spec.trust?.signers ?? {}).flatMap(([name, signer]) => {
    const owned = ownedBy(signer);
    return owned === undefined ? [] : [showSigner(name, owned, policy)];
  });

interface Owned {
  readonly kind: ShownSigner['kind'];
  readonly source: FileOrInline;
}

function ownedBy(signer: PolicySigner): Owned | undefined {
  if ('key' in signer) return { kind: 'key', source: signer.key };
  if ('certificate' in signer) return { kind: 'certificate authority', source: signer.certificate.ca };
  return undefined;
}

function showSigner(name: string, { kind, source }: Owned, policy: EffectivePolicy): ShownSigner {
  const shown = { name, kind, ...('file' in source && { file: source.file }) };
  try {
    return { ...shown, keys: keysIn(kind, materialOf(source, policy)) };
  } catch (error) {
    if (!isMpkError(error)) throw error;
    return { ...shown, error: { code: error.code, message: error.message } };
  }
}

function keysIn(kind: ShownSigner['kind'], pem: Uint8Array): readonly ShownKey[] {
  if (kind === 'key') return [{ digest: keyDigest(readPublicKey(pem)) }];
  return readAuthorities(pem).map(({ digest, subject }) => ({ digest, subject }));
}
