// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import {
  MAX_LOCK_BYTES,
  MpkError,
  createLock,
  createManifest,
  diffLock,
  parseLock,
  readFileBounded,
  serializeLock,
  writeFileAtomic,
  type Manifest,
  type ModelLock,
} from '@mpk/core';
import { findSnapshot, hubCacheFolder, parseModelUri, readHubManifest } from '@mpk/hubs';
import { measure, type ReadingOptions } from './measure.js';
import { isModelUri, locateModel } from './model-source.js';
import { homeFolder } from './runtime.js';

/** Where a Hub model is read from when nothing else is said. */
export const DEFAULT_HUB_ENDPOINT = 'https://huggingface.co';

/** Options of {@link pinModel}. */
export interface PinOptions extends ReadingOptions {
  /** path, or `hf://org/name@revision` */
  readonly model: string;
  readonly outputPath: string;
  /** for `hf://`: read it from the Hub over the network even when it is in the local cache */
  readonly live?: boolean;
  /** where the model came from, where neither path nor cache says so */
  readonly uri?: string;
  readonly ignorePaths?: readonly string[];
  readonly now?: Date;
}

/** A lock that was made and not yet written. */
export interface PinOutcome {
  readonly lock: ModelLock;
  /** what the lock that is there says differently; undefined when there is none */
  readonly changes?: ReturnType<typeof diffLock>;
}

/**
 * Reads a model and makes its lock; writes nothing.
 *
 * A model on the Hub is read over the network when it is not in the local cache, or with `live`: every file is streamed
 * and checked against the Hub's own digest.
 *
 * @throws MpkError what keeps the model from being read; `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`, `DIGEST_MISMATCH`
 */
export async function pinModel(options: PinOptions): Promise<PinOutcome> {
  const { manifest, uri, commit } = await readModel(options);
  const lock = createLock(manifest, { uri, commit, createdAt: options.now ?? new Date() });
  if (!existsSync(options.outputPath)) return { lock };
  return { lock, changes: diffLock(readLock(options.outputPath), lock) };
}

/** Reads a lock. @throws MpkError */
export const readLock = (path: string): ModelLock =>
  parseLock(readFileBounded(path, { maxBytes: MAX_LOCK_BYTES, what: 'lock' }));

/** Writes a lock, whole or not at all. @throws MpkError `OUTPUT_EXISTS` unless `overwrite` */
export function writeLock(path: string, lock: ModelLock, overwrite: boolean): void {
  const text = serializeLock(lock);
  if (Buffer.byteLength(text) > MAX_LOCK_BYTES) {
    throw new MpkError('INPUT_TOO_LARGE', `the lock would have more than the ${MAX_LOCK_BYTES} bytes that are read`);
  }
  writeFileAtomic(path, text, { overwrite });
}

interface ReadModel {
  readonly manifest: Manifest;
  /** absent for a folder of this machine: its path says nothing elsewhere */
  readonly uri?: string;
  readonly commit?: string;
}

async function readModel(options: PinOptions): Promise<ReadModel> {
  const env = options.env ?? {};
  if (isModelUri(options.model) && (options.live === true || !inCache(options.model, env)))
    return readLive(options, env);
  const located = locateModel(options.model, {
    leaveOut: [options.outputPath],
    ignorePaths: options.ignorePaths,
    env,
  });
  const manifest = createManifest(await measure(located, { ...options, cache: false, formats: false }));
  const uri = options.uri ?? (located.commit === undefined ? undefined : located.uri);
  return { manifest, uri, commit: located.commit };
}

function inCache(text: string, env: NodeJS.ProcessEnv): boolean {
  const { repo, revision } = parseModelUri(text);
  try {
    findSnapshot({ repo, revision, cacheFolder: hubCacheFolder(env, homeFolder(env)) });
    return true;
  } catch (error) {
    if (error instanceof MpkError && error.code === 'INPUT_UNREADABLE') return false;
    throw error;
  }
}

async function readLive(options: PinOptions, env: NodeJS.ProcessEnv): Promise<ReadModel> {
  const { repo, revision } = parseModelUri(options.model);
  const { files, uri, commit } = await readHubManifest({
    endpoint: env['HF_ENDPOINT'] ?? DEFAULT_HUB_ENDPOINT,
    repo,
    revision,
    token: env['HF_TOKEN'],
    signal: options.signal,
    onProgress: options.onProgress,
  });
  return { manifest: createManifest(files), uri, commit };
}
