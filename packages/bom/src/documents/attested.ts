// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { KnownAncestor, Production, SignedVerdict } from './input.js';

/** What signed statements about a model say: verified by whoever gives them. */
export interface AttestedFacts {
  readonly provenance: readonly ProvenanceFacts[];
  readonly verdicts: readonly SignedVerdict[];
}

/** What one statement of provenance says of the model. */
export interface ProvenanceFacts {
  /** who signed it, as the sources of its claims have it */
  readonly what: string;
  readonly claims: readonly Claim[];
  readonly lineage: readonly KnownAncestor[];
  readonly production: Production;
}

/** All of it, as a document takes it. */
export interface UnitedFacts {
  readonly claims: readonly Claim[];
  readonly lineage: readonly KnownAncestor[];
  readonly production: Production;
  readonly verdicts: readonly SignedVerdict[];
}

export const unitedFacts = ({ provenance, verdicts }: AttestedFacts): UnitedFacts => ({
  claims: provenance.flatMap(({ claims }) => claims),
  lineage: provenance.flatMap(({ lineage }) => lineage),
  production: {
    images: provenance.flatMap(({ production }) => production.images ?? []),
    packages: provenance.flatMap(({ production }) => production.packages ?? []),
    runs: provenance.flatMap(({ production }) => production.runs ?? []),
  },
  verdicts,
});
