// SPDX-License-Identifier: Apache-2.0
import { MpkError, codeOf, sha256Hex, type BundleVerifier, type SignedBundle } from '@mpk/core';
import { parseCertificate, type Certificate } from '../certificate/certificate.js';
import { otherMethod } from '../envelope.js';
import { keyDigest } from '../keys/public-key.js';
import { readFulcioIdentity, type FulcioIdentity } from './fulcio-identity.js';
import { loadSigstore, type SigstoreVerification } from './sigstore-adapter.js';

/** Which Sigstore to trust, and which signer is meant. */
export interface KeylessVerifierOptions extends FulcioIdentity {
  /** bytes of a trusted root file (`trusted_root.json`) */
  readonly trustedRoot: Uint8Array;
  /** the subject alternative name, exact: an e-mail address or URI */
  readonly identity: string;
  /** the OpenID Connect issuer, exact */
  readonly issuer: string;
}

/**
 * Verifies keyless bundles (Sigstore: Fulcio certificate, transparency log) offline, against one trusted root and one signer.
 *
 * Needs one log entry, one certificate timestamp (SCT) and one trusted time. `verify` throws `SIGNATURE_INVALID`,
 * `CERTIFICATE_INVALID`, `LOG_ENTRY_INVALID`, `IDENTITY_MISMATCH` or `INPUT_MALFORMED`.
 *
 * @throws MpkError `POLICY_INVALID` for an empty identity or issuer, or a root that trusts nothing; `INPUT_MALFORMED`,
 * `INPUT_TOO_LARGE` for the trusted root
 */
export async function createKeylessVerifier(options: KeylessVerifierOptions): Promise<BundleVerifier> {
  const expected = { identity: options.identity, issuer: options.issuer };
  for (const [name, text] of Object.entries(expected)) {
    if (text === '') throw new MpkError('POLICY_INVALID', `a keyless signer needs an ${name}`);
  }
  const sigstore = await loadSigstore(options.trustedRoot);
  const rootDigest = `sha256:${sha256Hex(options.trustedRoot)}`;
  return {
    verify: (bundle) => {
      if (bundle.material.method !== 'keyless') throw otherMethod(bundle, 'a Sigstore identity');
      const leaf = parseCertificate(bundle.material.leaf, 'certificate');
      const timestamps = verifyBy(sigstore, bundle, leaf, expected);
      assertIdentity(readFulcioIdentity(leaf), expected);
      const restsOn = [leaf.digest, keyDigest(leaf.publicKey)];
      return { identity: { method: 'keyless', ...expected, rootDigest }, timestamps, restsOn };
    },
  };
}

/** Sigstore's verification; where only the identity differs, the error says whose it is. */
function verifyBy(
  sigstore: SigstoreVerification,
  bundle: SignedBundle,
  leaf: Certificate,
  expected: FulcioIdentity,
): Date[] {
  try {
    return sigstore.verify(bundle, leaf, expected);
  } catch (error) {
    if (codeOf(error) === 'IDENTITY_MISMATCH') assertIdentity(readFulcioIdentity(leaf), expected);
    throw error;
  }
}

/** The comparison that counts: whole texts, read by our own strict reader. */
function assertIdentity(signer: FulcioIdentity, expected: FulcioIdentity): void {
  if (signer.identity === expected.identity && signer.issuer === expected.issuer) return;
  throw new MpkError('IDENTITY_MISMATCH', `signed by ${describe(signer)}, expected ${describe(expected)}`);
}

const describe = ({ identity, issuer }: FulcioIdentity): string => `${identity} (issuer ${issuer})`;
