// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path';
import {
  MpkError,
  createManifest,
  filesDigest,
  manifestDigest,
  manifestOmsRoot,
  type ModelFile,
  type ResourceDescriptor,
} from '@mpk/core';
import { parseModelUri } from '@mpk/hubs';
import { measure, type ReadingOptions } from '../measure.js';
import { locateModel, type LocatedModel } from '../model-source.js';
import type { RunInput } from '../run-input.js';
import { datasetFacts } from './dataset-facts.js';

/** An input as it was before the run. */
export interface MeasuredInput {
  readonly resource: ResourceDescriptor;
  /** absolute, without links */
  readonly path: string;
  /** @throws MpkError `MODEL_CHANGED` when it is not any more what was measured */
  assertUnchanged(): Promise<void>;
}

/**
 * Reads an input of a run whole, before the run.
 *
 * @throws MpkError what keeps it from being read
 */
export async function measureInput(input: RunInput, options: ReadingOptions): Promise<MeasuredInput> {
  const locate = (): LocatedModel => locateModel(input.location, { env: options.env ?? {} });
  const read = (located: LocatedModel): ReturnType<typeof measure> =>
    measure(located, { ...options, cache: false, formats: false });
  const located = locate();
  const files = await read(located);
  const manifest = createManifest(files);
  const digest = manifestDigest(manifest);
  const hub = hubNames(located);
  const uri = input.uri ?? hub?.purl;
  const name = input.name ?? hub?.name ?? basename(located.model.path);
  return {
    path: located.model.path,
    resource: {
      name,
      ...(uri !== undefined && { uri }),
      digest: { sha256: manifestOmsRoot(manifest).slice('sha256:'.length) },
      annotations: {
        role: input.role,
        manifestDigest: digest,
        filesDigest: filesDigest(manifest.files),
        ...(input.relation !== undefined && { relation: input.relation }),
        ...(input.purpose !== undefined && { purpose: input.purpose }),
        ...(input.role === 'dataset' && (await datasetFacts(located.model, files))),
      },
    },
    async assertUnchanged() {
      const now = locate();
      // Times and inodes change where bytes do not, as when a cache is moved: then only reading tells.
      if (sameFiles(now.model.files, located.model.files)) return;
      if (manifestDigest(createManifest(await read(now))) === digest) return;
      throw new MpkError('MODEL_CHANGED', `${name} is not any more what it was before the run`, {
        hint: 'nothing was signed; keep inputs read-only, and outside the output',
      });
    },
  };
}

/** Package URL and name of what lies in a Hub cache. */
function hubNames({ uri, commit }: LocatedModel): { purl: string; name: string } | undefined {
  if (commit === undefined || !uri.startsWith('hf://')) return undefined;
  const { repo } = parseModelUri(uri);
  return { purl: `pkg:huggingface/${repo}@${commit}`, name: repo.slice(repo.lastIndexOf('/') + 1) };
}

function sameFiles(now: readonly ModelFile[], before: readonly ModelFile[]): boolean {
  const sameFile = (a: ModelFile, b: ModelFile): boolean =>
    a.name === b.name &&
    a.path === b.path &&
    a.sizeBytes === b.sizeBytes &&
    (['dev', 'ino', 'mtimeNs', 'ctimeNs'] as const).every((part) => a.identity[part] === b.identity[part]);
  return now.length === before.length && now.every((file, i) => before[i] !== undefined && sameFile(file, before[i]));
}
