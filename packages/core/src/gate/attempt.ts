// SPDX-License-Identifier: Apache-2.0
import { codeOf, isMpkError, type ErrorCode } from '../errors.js';
import { readOmsPredicate, type OmsPredicate } from '../attestation/oms.js';
import { parseBundle, type SignedBundle } from '../attestation/bundle.js';
import { verifyStatement } from '../attestation/verified.js';
import type { BundleVerifier, ProvenSigner } from '../attestation/signer.js';
import type { Evidence, EvidenceBundle } from '../evidence/types.js';

/** One signer of the policy tried on one bundle. */
export interface SignatureAttempt {
  /** the bundle's source */
  readonly source: string;
  /** lowercase hex of the bundle's bytes */
  readonly bundleSha256: string;
  /** the signer's name in the policy */
  readonly signer: string;
  readonly outcome:
    | { readonly verified: true; readonly by: ProvenSigner; readonly predicate: OmsPredicate }
    | { readonly verified: false; readonly code: ErrorCode; readonly message: string; readonly hint?: string };
}

/** A signer of the policy, ready to verify, or the error that kept it from being so. */
export type NamedVerifier = { readonly name: string } & (
  { readonly verifier: BundleVerifier } | { readonly error: unknown }
);

/**
 * Tries every signer on every bundle. Refusals are data here: the gate weighs them.
 *
 * Only statements whose signature verified are read.
 */
export function attemptSignatures(evidence: Evidence, signers: readonly NamedVerifier[]): readonly SignatureAttempt[] {
  return evidence.bundles.flatMap((stored) => {
    const bundle = parsed(stored);
    return signers.map((signer) => ({
      source: stored.source,
      bundleSha256: stored.sha256,
      signer: signer.name,
      outcome: 'error' in bundle ? refused(bundle.error) : attempt(bundle, signer),
    }));
  });
}

function parsed(stored: EvidenceBundle): SignedBundle | { readonly error: unknown } {
  try {
    return parseBundle(Buffer.from(stored.content, 'base64'));
  } catch (error) {
    return { error };
  }
}

function attempt(bundle: SignedBundle, signer: NamedVerifier): SignatureAttempt['outcome'] {
  if ('error' in signer) return refused(signer.error);
  try {
    const { statement, signer: by } = verifyStatement(bundle, signer.verifier);
    return { verified: true, by, predicate: readOmsPredicate(statement) };
  } catch (error) {
    return refused(error);
  }
}

const refused = (error: unknown): SignatureAttempt['outcome'] => ({
  verified: false,
  code: codeOf(error),
  message: error instanceof Error ? error.message : 'unknown error',
  ...(isMpkError(error) && error.hint !== undefined && { hint: error.hint }),
});
