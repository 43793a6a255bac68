// SPDX-License-Identifier: Apache-2.0
import type { SlsaProvenance } from '../../attestation/predicates/slsa-provenance.js';

/** What a run used, as SLSA provenance has it: names and URIs are as the signer wrote them. */
export type ProvenanceDependency = NonNullable<SlsaProvenance['buildDefinition']['resolvedDependencies']>[number];

/** What it was to the run, see the pages of our build types. */
export type DependencyRole = 'base-model' | 'dataset' | 'source' | 'container-image';

/** What the run used in that role. */
export const dependenciesOf = (
  { buildDefinition }: SlsaProvenance,
  role: DependencyRole,
): readonly ProvenanceDependency[] =>
  (buildDefinition.resolvedDependencies ?? []).filter((one) => annotationOf(one, 'role') === role);

/** An annotation that is a text. */
export function annotationOf({ annotations }: ProvenanceDependency, name: string): string | undefined {
  const value = annotations?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `org/name` of the Hub where the URI says so, as cards name it; else the URI, or the name. */
export function dependencyName({ uri, name = '' }: ProvenanceDependency): string {
  const [, id] = /^(?:hf:\/\/|pkg:huggingface\/)(?:datasets\/)?([^/@\s]+\/[^/@?#\s]+)/.exec(uri ?? '') ?? [];
  return id ?? uri ?? name;
}
