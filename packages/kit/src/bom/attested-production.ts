// SPDX-License-Identifier: Apache-2.0
import {
  SLSA_PROVENANCE_TYPE,
  subjectDigests,
  type Claim,
  type JsonObject,
  type SlsaProvenance,
  type Statement,
  type StatementFinder,
} from '@mpk/core';
import type { ContainerImage, KnownAncestor, Production, PythonPackage, TrainingRun } from '@mpk/bom/documents';

type Dependency = NonNullable<SlsaProvenance['buildDefinition']['resolvedDependencies']>[number];

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
    return [partOf(provenance, { signer, bundleSha256 })];
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

interface Signed {
  readonly signer: string;
  readonly bundleSha256: string;
}

function partOf({ buildDefinition, runDetails }: SlsaProvenance, signed: Signed): AttestedProduction {
  const { resolvedDependencies = [], internalParameters = {}, externalParameters = {} } = buildDefinition;
  const withRole = (role: string): readonly Dependency[] => resolvedDependencies.filter((one) => roleOf(one) === role);
  const [bases, datasets] = [withRole('base-model'), withRole('dataset')];
  const claim = (name: string, value: string, subject = 'model'): Claim => ({
    subject,
    name,
    value,
    source: { what: `provenance signed by ${signed.signer}`, sha256: signed.bundleSha256 },
    method: 'stated',
  });
  const { metadata } = runDetails;
  const startedAt = dateOf(metadata?.startedOn);
  const finishedAt = dateOf(metadata?.finishedOn);
  const run: TrainingRun = {
    id: metadata?.invocationId ?? signed.bundleSha256,
    name: runDetails.builder.id,
    ...(startedAt && { startedAt }),
    ...(finishedAt && { finishedAt }),
    parameters: parametersOf(externalParameters['hyperparameters']),
    inputs: resolvedDependencies.map((one) => ({ uri: one.uri ?? one.name ?? '', ...digestOf(one) })),
  };
  return {
    claims: [
      ...bases.map((one) => claim('base-model', nameOf(one))),
      ...bases.flatMap((one) => hashClaim(one, (hash) => claim('base-model.hash', hash, `base:${nameOf(one)}`))),
      ...datasets.map((one) => claim('dataset.training', nameOf(one))),
      ...datasets.flatMap((one) => hashClaim(one, (hash) => claim('dataset.hash', hash, `dataset:${nameOf(one)}`))),
    ],
    lineage: bases.map((one) => ({ name: nameOf(one), known: 'attested' })),
    production: {
      images: withRole('container-image').map(imageOf),
      packages: packagesOf(internalParameters['python']),
      runs: [run],
    },
  };
}

function roleOf({ annotations }: Dependency): string | undefined {
  const role = annotations?.['role'];
  return typeof role === 'string' ? role : undefined;
}

/** `org/name` of the Hub where the URI says so, as cards name it; else the URI, or the name. */
function nameOf({ uri, name = '' }: Dependency): string {
  const [, id] = /^(?:hf:\/\/|pkg:huggingface\/)(?:datasets\/)?([^/@\s]+\/[^/@?#\s]+)/.exec(uri ?? '') ?? [];
  return id ?? uri ?? name;
}

const digestOf = ({ digest }: Dependency): { readonly digest?: string } =>
  digest?.['sha256'] === undefined ? {} : { digest: `sha256:${digest['sha256']}` };

const hashClaim = (one: Dependency, make: (hash: string) => Claim): readonly Claim[] =>
  one.digest?.['sha256'] === undefined ? [] : [make(one.digest['sha256'])];

/** An image by its repository, as `mpk record` and others write it: a package URL of type `oci`, or a reference. */
function imageOf(one: Dependency): ContainerImage {
  const [, repository] = /^pkg:oci\/[^?#]+\?(?:[^#]*&)?repository_url=([^&#]+)/.exec(one.uri ?? '') ?? [];
  const [, tag] = /:([\w][\w.-]{0,127})@sha256:[0-9a-f]{64}$/.exec(one.name ?? '') ?? [];
  if (repository === undefined) return { name: nameOf(one), ...digestOf(one) };
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

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parametersOf(value: unknown): readonly { readonly name: string; readonly value: string }[] {
  if (!isObject(value)) return [];
  return Object.entries(value).map(([name, one]) => ({
    name,
    value: typeof one === 'string' ? one : JSON.stringify(one),
  }));
}

function packagesOf(value: unknown): readonly PythonPackage[] {
  const packages: unknown = isObject(value) ? value['packages'] : undefined;
  return (Array.isArray(packages) ? (packages as readonly unknown[]) : []).flatMap((one): readonly PythonPackage[] => {
    if (!isObject(one) || typeof one['name'] !== 'string') return [];
    const version = one['version'];
    return [{ name: one['name'], ...(typeof version === 'string' && version !== 'unknown' && { version }) }];
  });
}
