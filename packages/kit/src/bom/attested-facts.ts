// SPDX-License-Identifier: Apache-2.0
import {
  attestedProvenance,
  dependenciesOf,
  dependencyName,
  provenanceClaims,
  type ModelStatementsQuery,
} from '@mpk/core';
import type { AttestedFacts } from '@mpk/bom/documents';
import { attestedVerdicts } from './attested-verdicts.js';
import { productionOf } from './recorded-run.js';

/** What verified statements about exactly this model say, each by itself. */
export const attestedFacts = (query: ModelStatementsQuery): AttestedFacts => ({
  provenance: attestedProvenance(query).map(({ provenance, source, bundleSha256 }) => ({
    what: source.what,
    claims: provenanceClaims(provenance, source),
    lineage: dependenciesOf(provenance, 'base-model').map((one) => ({ name: dependencyName(one), known: 'attested' })),
    production: productionOf(provenance, bundleSha256),
  })),
  verdicts: attestedVerdicts(query),
});
