// SPDX-License-Identifier: Apache-2.0
import type { Claim, ClaimSource, ClaimValue, SlsaProvenance } from '@mpk/core';
import { annotationOf, isObject, nameOf, withRole, type Dependency } from './attested-dependencies.js';

/** Most results that are taken of what a run measured. */
const MAX_METRICS = 100;

type Say = (name: string, value: ClaimValue, subject?: string) => Claim;

/** What provenance says of the model: its parents and data, what was measured, on which machine. */
export function attestedClaims(provenance: SlsaProvenance, source: ClaimSource): readonly Claim[] {
  const say: Say = (name, value, subject = 'model') => ({ subject, name, value, source, method: 'stated' });
  return [
    ...withRole(provenance, 'base-model').flatMap((one) => baseClaims(one, say)),
    ...withRole(provenance, 'dataset').flatMap((one) => datasetClaims(one, say)),
    ...metricsOf(provenance).map(([metric, value]) => say('metric', { metric, value })),
    ...acceleratorsOf(provenance).map((name) => say('hardware', name)),
  ];
}

function baseClaims(one: Dependency, say: Say): readonly Claim[] {
  const name = nameOf(one);
  const relation = annotationOf(one, 'relation');
  return [
    say('base-model', name),
    ...hashClaim(one, (hash) => say('base-model.hash', hash, `base:${name}`)),
    ...(relation === undefined ? [] : [say('base-model.relation', relation, `base:${name}`)]),
  ];
}

function datasetClaims(one: Dependency, say: Say): readonly Claim[] {
  const name = nameOf(one);
  const isEvaluation = annotationOf(one, 'purpose') === 'evaluation';
  const license = isObject(one.annotations?.['card']) ? one.annotations['card']['license'] : undefined;
  return [
    say(isEvaluation ? 'dataset.evaluation' : 'dataset.training', name),
    ...hashClaim(one, (hash) => say('dataset.hash', hash, `dataset:${name}`)),
    ...(typeof license === 'string' && license !== '' ? [say('dataset.license', license, `dataset:${name}`)] : []),
  ];
}

const hashClaim = (one: Dependency, make: (hash: string) => Claim): readonly Claim[] =>
  one.digest?.['sha256'] === undefined ? [] : [make(one.digest['sha256'])];

/** Numbers of the file of metrics that the run left. */
function metricsOf({ runDetails: { byproducts = [] } }: SlsaProvenance): readonly (readonly [string, number])[] {
  const found = byproducts.filter((one) => annotationOf(one, 'role') === 'metrics');
  const numbers = found.flatMap(({ annotations }) =>
    Object.entries(isObject(annotations?.['values']) ? annotations['values'] : {}).flatMap(
      ([name, value]): (readonly [string, number])[] => (typeof value === 'number' ? [[name, value]] : []),
    ),
  );
  return numbers.slice(0, MAX_METRICS);
}

/** Names of the cards that the machine had, each once. */
function acceleratorsOf({ buildDefinition: { internalParameters = {} } }: SlsaProvenance): readonly string[] {
  const listed = internalParameters['accelerators'];
  const names = (Array.isArray(listed) ? (listed as readonly unknown[]) : []).flatMap((one) => {
    const name = isObject(one) ? one['name'] : undefined;
    return typeof name === 'string' && name !== '' ? [name] : [];
  });
  return [...new Set(names)];
}
