// SPDX-License-Identifier: Apache-2.0
import { SLSA_PROVENANCE_TYPE, type SlsaProvenance } from '../../attestation/predicates/slsa-provenance.js';
import { statementsOf, type ModelStatementsQuery } from '../../statements/model-statements.js';
import type { Claim, ClaimSource } from '../claim.js';
import { provenanceClaims } from './provenance-claims.js';

/** Provenance of exactly this model that somebody signed who counts. */
export interface AttestedProvenance {
  readonly provenance: SlsaProvenance;
  /** SHA-256 of the signed bundle, lowercase hex */
  readonly bundleSha256: string;
  readonly source: ClaimSource & { readonly what: string };
}

/** Finds it. */
export const attestedProvenance = (query: ModelStatementsQuery): readonly AttestedProvenance[] =>
  statementsOf(query, [SLSA_PROVENANCE_TYPE]).map(({ statement, signer, bundleSha256 }) => ({
    provenance: statement.predicate as unknown as SlsaProvenance,
    bundleSha256,
    source: { what: `provenance signed by ${signer}`, sha256: bundleSha256 },
  }));

/** What all of it says of the model. */
export const attestedClaims = (query: ModelStatementsQuery): readonly Claim[] =>
  attestedProvenance(query).flatMap(({ provenance, source }) => provenanceClaims(provenance, source));
