// SPDX-License-Identifier: Apache-2.0
import type { SlsaProvenance } from '../../attestation/predicates/slsa-provenance.js';
import { isPlainObject } from '../../json/narrow.js';
import type { Claim, ClaimSource, ClaimValue } from '../claim.js';
import {
  annotationOf,
  dependencyName,
  dependenciesOf,
  type DependencyRole,
  type ProvenanceDependency,
} from './dependencies.js';

/** Most results that are taken of what a run measured. */
const MAX_METRICS = 100;

type Say = (name: string, value: ClaimValue, subject?: string) => Claim;

/** What provenance says of the model: its parents and data, what was measured, on which machine. */
export function provenanceClaims(provenance: SlsaProvenance, source: ClaimSource): readonly Claim[] {
  const say: Say = (name, value, subject = 'model') => ({ subject, name, value, source, method: 'stated' });
  return [
    ...named(provenance, 'base-model').flatMap((one) => baseClaims(one, say)),
    ...named(provenance, 'dataset').flatMap((one) => datasetClaims(one, say)),
    ...metricsOf(provenance).map(([metric, value]) => say('metric', { metric, value })),
    ...acceleratorsOf(provenance).map((name) => say('hardware', name)),
  ];
}

/** Those that can be spoken of. */
const named = (provenance: SlsaProvenance, role: DependencyRole): readonly ProvenanceDependency[] =>
  dependenciesOf(provenance, role).filter((one) => dependencyName(one) !== '');

function baseClaims(one: ProvenanceDependency, say: Say): readonly Claim[] {
  const name = dependencyName(one);
  const relation = annotationOf(one, 'relation');
  return [
    say('base-model', name),
    ...hashClaim(one, (hash) => say('base-model.hash', hash, `base:${name}`)),
    ...(relation === undefined ? [] : [say('base-model.relation', relation, `base:${name}`)]),
  ];
}

function datasetClaims(one: ProvenanceDependency, say: Say): readonly Claim[] {
  const name = dependencyName(one);
  const isEvaluation = annotationOf(one, 'purpose') === 'evaluation';
  const license = isPlainObject(one.annotations?.['card']) ? one.annotations['card']['license'] : undefined;
  return [
    say(isEvaluation ? 'dataset.evaluation' : 'dataset.training', name),
    ...hashClaim(one, (hash) => say('dataset.hash', hash, `dataset:${name}`)),
    ...(typeof license === 'string' && license !== '' ? [say('dataset.license', license, `dataset:${name}`)] : []),
  ];
}

const hashClaim = (one: ProvenanceDependency, make: (hash: string) => Claim): readonly Claim[] =>
  one.digest?.['sha256'] === undefined ? [] : [make(one.digest['sha256'])];

/** Numbers of the file of metrics that the run left. */
function metricsOf({ runDetails: { byproducts = [] } }: SlsaProvenance): readonly (readonly [string, number])[] {
  const found = byproducts.filter((one) => annotationOf(one, 'role') === 'metrics');
  const numbers = found.flatMap(({ annotations }) =>
    Object.entries(isPlainObject(annotations?.['values']) ? annotations['values'] : {}).flatMap(
      ([name, value]): (readonly [string, number])[] => (typeof value === 'number' ? [[name, value]] : []),
    ),
  );
  return numbers.slice(0, MAX_METRICS);
}

/** Names of the cards that the machine had, each once. */
function acceleratorsOf({ buildDefinition: { internalParameters = {} } }: SlsaProvenance): readonly string[] {
  const listed = internalParameters['accelerators'];
  const names = (Array.isArray(listed) ? (listed as readonly unknown[]) : []).flatMap((one) => {
    const name = isPlainObject(one) ? one['name'] : undefined;
    return typeof name === 'string' && name !== '' ? [name] : [];
  });
  return [...new Set(names)];
}
