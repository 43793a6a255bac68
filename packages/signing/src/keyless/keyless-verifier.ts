// SPDX-License-Identifier: Apache-2.0
import type { BundleVerifier } from '@mpk/core';
import type { ExpectedSigner } from './identity-matcher.js';
import type { Thresholds } from './thresholds.js';

/** Which Sigstore to trust, how much of it must vouch, and which signer is meant. */
export interface KeylessVerifierOptions extends ExpectedSigner {
  /** bytes of a trusted root file (`trusted_root.json`) */
  readonly trustedRoot: Uint8Array;
  /** default one of each */
  readonly thresholds?: Partial<Thresholds>;
}

/**
 * Verifies keyless bundles (Sigstore: Fulcio certificate, transparency log of either version) offline, against one trusted
 * root and one signer.
 *
 * `verify` throws `SIGNATURE_INVALID`, `CERTIFICATE_INVALID`, `LOG_ENTRY_INVALID`, `TIMESTAMP_INVALID`, `IDENTITY_MISMATCH`,
 * or `INPUT_MALFORMED`, `INPUT_TOO_LARGE`, `INPUT_UNSUPPORTED` for what cannot be read.
 *
 * @throws MpkError `POLICY_INVALID` without an identity and an issuer, for a pattern that is broken or means anybody, for a
 * threshold out of range, or a root that trusts nothing; `INPUT_MALFORMED`, `INPUT_TOO_LARGE` for the trusted root
 */
export async function createKeylessVerifier(options: KeylessVerifierOptions): Promise<BundleVerifier> {
  // Loaded here: every start of the tool would pay for it otherwise.
  const { createVerifier } = await import('./keyless-verification.js');
  return createVerifier(options);
}
