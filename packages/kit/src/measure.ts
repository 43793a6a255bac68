// SPDX-License-Identifier: Apache-2.0
import { basename, dirname, join } from 'node:path';
import {
  DIGEST_CONSUMER,
  DigestCache,
  FORMAT_CONSUMER,
  MpkError,
  measureModel,
  readingConsumerName,
  serializationConsumerName,
  serializationsToMeasure,
  type EvidenceFile,
  type FileResults,
  type MeasuredModel,
  type ModelFile,
  type PassProgress,
  type ReadingDepth,
  type Serialization,
} from '@mpk/core';
import { expectedBlobDigest } from '@mpk/hubs';
import type { LocatedModel } from './model-source.js';
import { GIT_SHA1_CONSUMER, loadConsumers } from './registry.js';
import { currentWorkerEntry, defaultJobs, homeFolder } from './runtime.js';

/** How the bytes are read, for every verb that reads a model. */
export interface ReadingOptions {
  /** worker threads; default one per core */
  readonly jobs?: number;
  /** use the digest cache of this user; never in steps */
  readonly cache?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PassProgress) => void;
  readonly env?: NodeJS.ProcessEnv;
}

/** What is made of the bytes besides their SHA-256. */
export interface MeasureDepth {
  /** recognise formats */
  readonly formats: boolean;
  /** read what the files hold too, for checks; `tensors`: with digests of tensors */
  readonly reading?: ReadingDepth;
  /** digests of other kinds; not all that are asked for are made, see core */
  readonly serializations?: readonly Serialization[];
}

/** As {@link measureFully}, the files alone. */
export const measure = async (
  located: LocatedModel,
  options: ReadingOptions & MeasureDepth,
): Promise<readonly EvidenceFile[]> => (await measureFully(located, options)).files;

/**
 * Reads a located model once. Files of a Hub cache are checked against the digest that their blob's name carries.
 *
 * @throws MpkError of the pass; `DIGEST_MISMATCH` for a blob that is not what its name says
 */
export async function measureFully(
  { model, blobsFolder }: LocatedModel,
  options: ReadingOptions & MeasureDepth,
): Promise<MeasuredModel> {
  const isBlob = (file: ModelFile): boolean => blobsFolder !== undefined && dirname(file.path) === blobsFolder;
  const checkGit = (file: ModelFile, results: FileResults): void => {
    if (isBlob(file)) checkGitBlob(file, results);
  };
  const serializations = serializationsToMeasure(options.serializations ?? [], model.files);
  const names = [
    DIGEST_CONSUMER,
    ...(options.formats ? [FORMAT_CONSUMER] : []),
    ...readingConsumerName(options.reading),
    ...(blobsFolder === undefined ? [] : [GIT_SHA1_CONSUMER]),
    ...serializations.map(serializationConsumerName),
  ];
  const measured = await measureModel(model, {
    load: loadConsumers,
    names,
    workerEntry: currentWorkerEntry(),
    jobs: options.jobs ?? defaultJobs(),
    formats: options.formats,
    reading: options.reading,
    serializations,
    signal: options.signal,
    onProgress: options.onProgress,
    ...(options.cache && { cache: DigestCache.open(cacheFolder(options.env ?? {}), model, process.getuid?.()) }),
    more: (file) => (isBlob(file) ? hubConsumers(file) : []),
    onResult: checkGit,
  });
  model.files.forEach((file, i) => {
    if (isBlob(file)) checkLfsBlob(file, measured.files[i]);
  });
  return measured;
}

/** `$XDG_CACHE_HOME/mpk/digests` */
const cacheFolder = (env: NodeJS.ProcessEnv): string =>
  // An empty variable counts as unset, by the XDG specification.
  join(env['XDG_CACHE_HOME'] || join(homeFolder(env), '.cache'), 'mpk', 'digests');

const blobDigest = (file: ModelFile): ReturnType<typeof expectedBlobDigest> => expectedBlobDigest(basename(file.path));

const hubConsumers = (file: ModelFile): readonly string[] =>
  blobDigest(file)?.algorithm === 'git-sha1' ? [GIT_SHA1_CONSUMER] : [];

function checkGitBlob(file: ModelFile, results: FileResults): void {
  const expected = blobDigest(file);
  if (expected?.algorithm === 'git-sha1') assertBlob(file, expected.hex, results[GIT_SHA1_CONSUMER]);
}

function checkLfsBlob(file: ModelFile, measured: EvidenceFile | undefined): void {
  const expected = blobDigest(file);
  if (expected?.algorithm === 'sha256') assertBlob(file, expected.hex, measured?.sha256);
}

function assertBlob(file: ModelFile, expected: string, found: unknown): void {
  if (found === expected) return;
  throw new MpkError('DIGEST_MISMATCH', `${file.name} is not what the Hugging Face cache says it is`, {
    hint: 'remove the model from the cache and download it again',
  });
}
