// SPDX-License-Identifier: Apache-2.0
import {
  SLSA_PROVENANCE_TYPE,
  subjectDigests,
  type Claim,
  type SlsaProvenance,
  type Statement,
  type StatementFinder,
} from '@mpk/core';
import type { KnownAncestor, Production } from '@mpk/bom/documents';
import { attestedClaims } from './attested-claims.js';
import { nameOf, withRole } from './attested-dependencies.js';
import { productionOf } from './recorded-run.js';

/** What signed provenance of a model adds to a BOM of it. */
export interface AttestedProduction {
  /** `stated`, with the signer */
  readonly claims: readonly Claim[];
  readonly lineage: readonly KnownAncestor[];
  readonly production: Production;
}

/** Whose statements about which model are looked for. */
export interface ProvenanceQuery {
  readonly statements: StatementFinder;
  /** names of signers that count */
  readonly signers: readonly string[];
  /** `sha256:` + hex: provenance of other bytes is not of this model */
  readonly manifestDigest: string;
}

/** Takes verified SLSA provenance of exactly this model; what nobody whom the policy names has signed says nothing. */
export function attestedProduction({ statements, signers, manifestDigest }: ProvenanceQuery): AttestedProduction {
  const digest = manifestDigest.slice('sha256:'.length);
  const isMeant = (statement: Statement): boolean =>
    statement.predicateType === SLSA_PROVENANCE_TYPE && subjectDigests(statement).includes(digest);
  const parts = statements.find({ signers, isMeant }).flatMap(({ signer, outcome, bundleSha256 }) => {
    if (!outcome.verified || !isMeant(outcome.statement.statement)) return [];
    const provenance = outcome.statement.statement.predicate as unknown as SlsaProvenance;
    const source = { what: `provenance signed by ${signer}`, sha256: bundleSha256 };
    return [
      {
        claims: attestedClaims(provenance, source),
        lineage: withRole(provenance, 'base-model').map((one) => ({ name: nameOf(one), known: 'attested' as const })),
        production: productionOf(provenance, bundleSha256),
      },
    ];
  });
  return {
    claims: parts.flatMap(({ claims }) => claims),
    lineage: parts.flatMap(({ lineage }) => lineage),
    production: {
      images: parts.flatMap(({ production }) => production.images ?? []),
      packages: parts.flatMap(({ production }) => production.packages ?? []),
      runs: parts.flatMap(({ production }) => production.runs ?? []),
    },
  };
}
