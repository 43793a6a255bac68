// SPDX-License-Identifier: Apache-2.0
import {
  dependenciesOf,
  dependencyName,
  isPlainObject,
  type ProvenanceDependency,
  type SlsaProvenance,
} from '@mpk/core';
import type { ContainerImage, Production, PythonPackage, TrainingRun } from '@mpk/bom/documents';

type Parameter = NonNullable<TrainingRun['parameters']>[number];

/**
 * How the model was made: the run with its images and packages.
 *
 * @param id - of the run, where it has none of its own
 */
export function productionOf(provenance: SlsaProvenance, id: string): Production {
  const { internalParameters = {} } = provenance.buildDefinition;
  return {
    images: dependenciesOf(provenance, 'container-image').map(imageOf),
    packages: packagesOf(internalParameters['python']),
    runs: [runOf(provenance, id)],
  };
}

function runOf({ buildDefinition, runDetails: { builder, metadata } }: SlsaProvenance, id: string): TrainingRun {
  const { externalParameters = {}, internalParameters = {}, resolvedDependencies = [] } = buildDefinition;
  const startedAt = dateOf(metadata?.startedOn);
  const finishedAt = dateOf(metadata?.finishedOn);
  return {
    id: metadata?.invocationId ?? id,
    name: builder.id,
    ...(startedAt && { startedAt }),
    ...(finishedAt && { finishedAt }),
    parameters: [...parametersOf(externalParameters['hyperparameters']), ...seedOf(internalParameters['seed'])],
    inputs: resolvedDependencies.map((one) => ({ uri: one.uri ?? one.name ?? '', ...digestOf(one) })),
  };
}

/** Of code it is that of the commit. */
function digestOf({ digest = {} }: ProvenanceDependency): { readonly digest?: string } {
  const kind = ['sha256', 'gitCommit'].find((one) => digest[one] !== undefined);
  return kind === undefined ? {} : { digest: `${kind}:${digest[kind] ?? ''}` };
}

/** An image by its repository, as `mpk record` and others write it: a package URL of type `oci`, or a reference. */
function imageOf(one: ProvenanceDependency): ContainerImage {
  const [, repository] = /^pkg:oci\/[^?#]+\?(?:[^#]*&)?repository_url=([^&#]+)/.exec(one.uri ?? '') ?? [];
  const [, tag] = /:([\w][\w.-]{0,127})@sha256:[0-9a-f]{64}$/.exec(one.name ?? '') ?? [];
  if (repository === undefined) return { name: dependencyName(one), ...digestOf(one) };
  return { name: decoded(repository), ...(tag !== undefined && { tag }), ...digestOf(one) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // It is what it is.
  }
}

function dateOf(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function parametersOf(value: unknown): readonly Parameter[] {
  if (!isPlainObject(value)) return [];
  return Object.entries(value).map(([name, one]) => ({
    name,
    value: typeof one === 'string' ? one : JSON.stringify(one),
  }));
}

const seedOf = (seed: unknown): readonly Parameter[] =>
  typeof seed === 'number' ? [{ name: 'seed', value: String(seed) }] : [];

function packagesOf(value: unknown): readonly PythonPackage[] {
  const packages: unknown = isPlainObject(value) ? value['packages'] : undefined;
  return (Array.isArray(packages) ? (packages as readonly unknown[]) : []).flatMap((one): readonly PythonPackage[] => {
    if (!isPlainObject(one) || typeof one['name'] !== 'string') return [];
    const version = one['version'];
    return [{ name: one['name'], ...(typeof version === 'string' && version !== 'unknown' && { version }) }];
  });
}
