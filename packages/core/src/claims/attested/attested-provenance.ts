// SPDX-License-Identifier: Apache-2.0
import { SLSA_PROVENANCE_TYPE, type SlsaProvenance } from '../../attestation/predicates/slsa-provenance.js';
import { subjectDigests, type Statement } from '../../attestation/statement.js';
import type { StatementFinder } from '../../statements/statement-finder.js';
import type { Claim, ClaimSource } from '../claim.js';
import { provenanceClaims } from './provenance-claims.js';

/** Whose statements about which model are looked for. */
export interface ModelStatementsQuery {
  readonly statements: StatementFinder;
  /** names of signers that count */
  readonly signers: readonly string[];
  /** `sha256:` + hex: a statement about other bytes is not about this model */
  readonly manifestDigest: string;
}

/** Provenance of exactly this model that somebody signed who counts. */
export interface AttestedProvenance {
  readonly provenance: SlsaProvenance;
  /** SHA-256 of the signed bundle, lowercase hex */
  readonly bundleSha256: string;
  readonly source: ClaimSource & { readonly what: string };
}

/** Finds it. What nobody whom the policy names has signed says nothing. */
export function attestedProvenance(query: ModelStatementsQuery): readonly AttestedProvenance[] {
  const { statements, signers, manifestDigest } = query;
  const digest = manifestDigest.slice('sha256:'.length);
  const isMeant = (statement: Statement): boolean =>
    statement.predicateType === SLSA_PROVENANCE_TYPE && subjectDigests(statement).includes(digest);
  return statements.find({ signers, isMeant }).flatMap(({ signer, outcome, bundleSha256 }) => {
    if (!outcome.verified || !isMeant(outcome.statement.statement)) return [];
    const provenance = outcome.statement.statement.predicate as unknown as SlsaProvenance;
    return [{ provenance, bundleSha256, source: { what: `provenance signed by ${signer}`, sha256: bundleSha256 } }];
  });
}

/** What all of it says of the model. */
export const attestedClaims = (query: ModelStatementsQuery): readonly Claim[] =>
  attestedProvenance(query).flatMap(({ provenance, source }) => provenanceClaims(provenance, source));
