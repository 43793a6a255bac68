// SPDX-License-Identifier: Apache-2.0
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { MpkError, unreadable } from '@mpk/core';
import { toModelUri } from '../model-uri.js';
import { assertRepoId, assertRevision, isCommit, isDatasetRepo, isRepoId, plainRepo } from './repo-id.js';

/** Most bytes of a ref file: a commit id and a line feed. */
const MAX_REF_BYTES = 64;

/**
 * The folder of the Hub cache, as huggingface_hub finds it.
 *
 * @param env - `HF_HUB_CACHE`, `HUGGINGFACE_HUB_CACHE`, `HF_HOME` and `XDG_CACHE_HOME` are looked at, in this order
 * @param home - the user's home folder
 */
export function hubCacheFolder(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const expand = (path: string): string => (path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path);
  const direct = env['HF_HUB_CACHE'] || env['HUGGINGFACE_HUB_CACHE'];
  if (direct) return expand(direct);
  const hfHome = env['HF_HOME'] || join(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'huggingface');
  return join(expand(hfHome), 'hub');
}

/** A snapshot in the Hub cache. */
export interface Snapshot {
  /** absolute, without links */
  readonly path: string;
  readonly commit: string;
  /** `hf://org/name@commit` */
  readonly uri: string;
}

/** `models--org--name`, `datasets--org--name` */
const folderOf = (repo: string): string =>
  `${isDatasetRepo(repo) ? 'datasets' : 'models'}--${plainRepo(repo).replace('/', '--')}`;

/**
 * Finds a model in the Hub cache: by commit, or by what its ref said when it was downloaded.
 *
 * @throws MpkError `INPUT_UNREADABLE` when it is not there; `INPUT_MALFORMED` for a bad id, revision or ref
 */
export function findSnapshot(options: { repo: string; revision: string; cacheFolder: string }): Snapshot {
  const { repo, revision, cacheFolder } = options;
  assertRepoId(repo);
  assertRevision(revision);
  const repoFolder = join(cacheFolder, folderOf(repo));
  const commit = isCommit(revision) ? revision : readRef(join(repoFolder, 'refs', revision), options);
  const path = realFolder(join(repoFolder, 'snapshots', commit));
  if (path === undefined) throw notCached(options);
  return { path, commit, uri: toModelUri(repo, commit) };
}

function readRef(path: string, options: { repo: string; revision: string; cacheFolder: string }): string {
  const text = readSmallFile(path);
  if (text === undefined) throw notCached(options);
  const commit = text.trim();
  if (!isCommit(commit)) {
    throw new MpkError('INPUT_MALFORMED', `the cache's ref ${options.revision} of ${options.repo} is not a commit`, {
      hint: 'download the model again, or name a commit',
    });
  }
  return commit;
}

/** @returns undefined when there is no such file */
function readSmallFile(path: string): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (!fstatSync(descriptor).isFile()) return undefined;
    const bytes = Buffer.alloc(MAX_REF_BYTES + 1);
    const length = readSync(descriptor, bytes);
    return bytes.toString('latin1', 0, length);
  } catch (cause) {
    if (isAbsent(cause)) return undefined;
    throw unreadable(path, cause);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function realFolder(path: string): string | undefined {
  try {
    const real = realpathSync(path);
    return statSync(real).isDirectory() ? real : undefined;
  } catch (cause) {
    if (isAbsent(cause)) return undefined;
    throw unreadable(path, cause);
  }
}

const isAbsent = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '');

const notCached = ({
  repo,
  revision,
  cacheFolder,
}: {
  repo: string;
  revision: string;
  cacheFolder: string;
}): MpkError =>
  new MpkError('INPUT_UNREADABLE', `${repo}@${revision} is not in the Hub cache ${cacheFolder}`, {
    hint: `download it (hf download ${plainRepo(repo)}${isDatasetRepo(repo) ? ' --repo-type dataset' : ''} --revision ${revision}), or set HF_HUB_CACHE`,
  });

/** What the layout of the Hub cache says of a folder in it. Anybody can make folders of these names: it proves nothing. */
export interface SnapshotDescription {
  readonly repo: string;
  readonly commit: string;
  readonly repoFolder: string;
  /** where the links of the snapshot lead */
  readonly blobsFolder: string;
}

/**
 * Recognises a snapshot of the Hub cache by its path, `models--ORG--NAME/snapshots/COMMIT`, or `datasets--` likewise.
 *
 * @param path - absolute, without links
 */
export function describeSnapshot(path: string): SnapshotDescription | undefined {
  const commit = basename(path);
  const snapshots = dirname(path);
  const repoFolder = dirname(snapshots);
  const [, kind, id] = /^(models|datasets)--(.+)$/.exec(basename(repoFolder)) ?? [];
  if (id === undefined || basename(snapshots) !== 'snapshots' || !isCommit(commit)) return undefined;
  const repo = `${kind === 'datasets' ? 'datasets/' : ''}${id.replace('--', '/')}`;
  const blobsFolder = join(repoFolder, 'blobs');
  // A link there would lead every file of the snapshot out of the cache.
  if (!isRepoId(repo) || realFolder(blobsFolder) !== blobsFolder) return undefined;
  return { repo, commit, repoFolder, blobsFolder };
}
