// SPDX-License-Identifier: Apache-2.0
import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MpkError, openModel, unreadable, type FoundBundle, type OpenedModel } from '@mpk/core';
import { describeSnapshot, findSnapshot, hubCacheFolder, parseModelUri } from '@mpk/hubs';
import { setClaimsAside } from './attestations/claims-beside.js';
import { homeFolder } from './runtime.js';

/** A model on this machine, with the name that it goes by. */
export interface LocatedModel {
  readonly model: OpenedModel;
  /** `hf://org/name@commit` for what lies in a Hub cache, `file://` for all else, or what the caller said */
  readonly uri: string;
  /** who says so: the caller, or the place of the files in a cache; a path alone says nothing */
  readonly uriFrom: 'caller' | 'cache layout';
  readonly commit?: string;
  /** where the files of a Hub cache lie, each under its digest */
  readonly blobsFolder?: string;
  /** bundles in `claims.jsonl`, which is then no part of the model */
  readonly claims: readonly FoundBundle[];
  /** why `claims.jsonl` is a file of the model all the same, where there is one */
  readonly claimsFault?: string;
}

/** Options of {@link locateModel}. */
export interface LocateOptions {
  /** the URI to go by, where the caller knows better than the folder; not proven by anything */
  readonly uri?: string;
  readonly leaveOut?: readonly string[];
  readonly ignorePaths?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Whether the text names a model elsewhere, rather than a path. */
export const isModelUri = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//.test(text);

/**
 * Finds a model by path or, in the local Hugging Face cache, by `hf://org/name@revision`, and lists its files.
 *
 * @throws MpkError of `openModel`; `INPUT_UNSUPPORTED` for other URIs; `INPUT_UNREADABLE` for what is not in the cache
 */
export function locateModel(text: string, options: LocateOptions): LocatedModel {
  if (text === '') {
    throw new MpkError('USAGE', 'the model is an empty text', {
      hint: 'give a path or hf://org/name; is a variable unset?',
    });
  }
  const found = isModelUri(text) ? snapshotOf(text, options.env) : undefined;
  const path = found?.path ?? text;
  const leaveOut = (options.leaveOut ?? []).map(withoutLinks);
  const snapshot = describeSnapshot(realPathOf(path));
  const opened = openModel(path, {
    leaveOut,
    ignorePaths: options.ignorePaths,
    ...(snapshot && { blobsFolder: snapshot.blobsFolder }),
  });
  const { model, claims, claimsFault } = setClaimsAside(opened);
  const hubUri = snapshot && `hf://${snapshot.repo}@${snapshot.commit}`;
  return {
    model,
    uri: options.uri ?? hubUri ?? pathToFileURL(model.path).href,
    uriFrom: options.uri === undefined && found === undefined ? 'cache layout' : 'caller',
    commit: snapshot?.commit,
    blobsFolder: snapshot?.blobsFolder,
    claims,
    ...(claimsFault !== undefined && { claimsFault }),
  };
}

function snapshotOf(text: string, env: NodeJS.ProcessEnv): { path: string } {
  const { repo, revision } = parseModelUri(text);
  return findSnapshot({ repo, revision, cacheFolder: hubCacheFolder(env, homeFolder(env)) });
}

/** The entry's own name in its folder as it really lies: the model's path has no links either. */
export function withoutLinks(entry: string): string {
  const path = resolve(entry);
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path;
  }
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}
