// SPDX-License-Identifier: Apache-2.0
import {
  attestedProvenance,
  dependenciesOf,
  dependencyName,
  provenanceClaims,
  type Claim,
  type ModelStatementsQuery,
} from '@mpk/core';
import type { KnownAncestor, Production } from '@mpk/bom/documents';
import { productionOf } from './recorded-run.js';

/** What signed provenance of a model adds to a BOM of it. */
export interface AttestedProduction {
  /** `stated`, with the signer */
  readonly claims: readonly Claim[];
  readonly lineage: readonly KnownAncestor[];
  readonly production: Production;
}

/** Takes verified SLSA provenance of exactly this model. */
export function attestedProduction(query: ModelStatementsQuery): AttestedProduction {
  const parts = attestedProvenance(query).map(({ provenance, source, bundleSha256 }) => ({
    claims: provenanceClaims(provenance, source),
    lineage: dependenciesOf(provenance, 'base-model').map((one) => ({
      name: dependencyName(one),
      known: 'attested' as const,
    })),
    production: productionOf(provenance, bundleSha256),
  }));
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
