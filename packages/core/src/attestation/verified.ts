// SPDX-License-Identifier: Apache-2.0
import { MAX_BUNDLE_BYTES, type SignedBundle } from './bundle.js';
import type { BundleVerifier, ProvenSigner } from './signer.js';
import { checkPredicate } from './predicates/predicates.js';
import { parseStatement, type Statement } from './statement.js';

declare const verified: unique symbol;

/** A statement whose signature was verified, with who signed it. Only {@link verifyStatement} makes one. */
export interface VerifiedStatement {
  readonly [verified]: true;
  readonly statement: Statement;
  readonly signer: ProvenSigner;
}

/**
 * Verifies a bundle's signature, and only then reads what it says.
 *
 * @throws MpkError what the verifier throws; `INPUT_MALFORMED` where the signed payload is no in-toto statement, or its
 * predicate is not what its predicateType demands
 */
export function verifyStatement(bundle: SignedBundle, verifier: BundleVerifier): VerifiedStatement {
  const signer = verifier.verify(bundle);
  const statement = parseStatement(bundle.envelope.payload, MAX_BUNDLE_BYTES);
  checkPredicate(statement.predicateType, statement.predicate);
  return { statement, signer } as VerifiedStatement;
}
