// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/manifest.js';
import { compareNames } from '../model/names.js';
import { MAX_RESOURCES, countDigests, isPlainDigest, serializationId, type Serialization } from './serialization.js';

/** Most serializations that are measured for one model: each costs as much as reading it for its digests again. */
export const MAX_SERIALIZATIONS = 4;

/** One file in one serialization. */
export interface FileDigests {
  readonly name: string;
  /** in the order of the file's bytes, lowercase hex; none for an empty file over shards */
  readonly digests: readonly string[];
}

/** A model in one serialization, as it was measured. */
export interface SerializedModel {
  readonly serialization: Serialization;
  /** all files of the model, in its order */
  readonly files: readonly FileDigests[];
}

/** A file as far as it must be known before it is read. */
interface SizedFile {
  readonly name: string;
  readonly sizeBytes: number;
}

/** How many digests these files have together. */
export const totalDigests = (serialization: Serialization, files: readonly SizedFile[]): number =>
  files.reduce((sum, { sizeBytes }) => sum + countDigests(serialization, sizeBytes), 0);

/**
 * Of the serializations that somebody asks for (a bundle that nobody verified, say), those that will be measured: each once,
 * none that the manifest has anyway, none of more than {@link MAX_RESOURCES} digests, and {@link MAX_SERIALIZATIONS} at most.
 */
export function serializationsToMeasure(
  asked: readonly Serialization[],
  files: readonly SizedFile[],
): readonly Serialization[] {
  const distinct = new Map(asked.map((serialization) => [serializationId(serialization), serialization]));
  return [...distinct.values()]
    .filter((serialization) => !(serialization.method === 'files' && serialization.hash === 'sha256'))
    .filter((serialization) => totalDigests(serialization, files) <= MAX_RESOURCES)
    .slice(0, MAX_SERIALIZATIONS);
}

/** Whether the digests of a file must be measured: those of an empty file, and its SHA-256, are known. */
export const mustMeasure = (serialization: Serialization, { sizeBytes }: SizedFile): boolean =>
  countDigests(serialization, sizeBytes) > 0 && !isPlainDigest(serialization, sizeBytes);

/** The digests of the files in a serialization; undefined where they were not measured. */
export function digestsIn(
  serialization: Serialization,
  { files }: Manifest,
  measured: readonly SerializedModel[],
): readonly FileDigests[] | undefined {
  if (files.every((file) => !mustMeasure(serialization, file))) {
    return files.map((file) => ({ name: file.name, digests: plainDigests(serialization, file) }));
  }
  const id = serializationId(serialization);
  return measured.find((model) => serializationId(model.serialization) === id)?.files;
}

/** What is known of a file without measuring: nothing, or its SHA-256. */
export const plainDigests = (
  serialization: Serialization,
  { sizeBytes, sha256 }: SizedFile & { readonly sha256: string },
): readonly string[] => (countDigests(serialization, sizeBytes) === 0 ? [] : [sha256]);

/** One signed thing of a statement: a file, or a shard of one. */
export interface Resource {
  readonly name: string;
  readonly digest: string;
}

/** The resources of a model in OMS order, over shards under names with their range. */
export function toResources(
  serialization: Serialization,
  manifest: Manifest,
  files: readonly FileDigests[],
): Resource[] {
  const sizes = new Map(manifest.files.map(({ name, sizeBytes }) => [name, sizeBytes]));
  const resources = files.flatMap(({ name, digests }) =>
    digests.map((digest, i) => ({ name: resourceName(serialization, name, i, sizes.get(name) ?? 0), digest })),
  );
  return resources.sort((a, b) => compareNames(a.name, b.name));
}

function resourceName(serialization: Serialization, name: string, index: number, sizeBytes: number): string {
  if (serialization.method === 'files') return name;
  const start = index * serialization.shardSizeBytes;
  return `${name}:${start}:${Math.min(start + serialization.shardSizeBytes, sizeBytes)}`;
}
