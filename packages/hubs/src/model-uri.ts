// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { assertRepoId, assertRevision } from './huggingface/repo-id.js';

/** Longest URI that is read. */
const MAX_URI_LENGTH = 2048;
const HINT = 'use hf://org/name, hf://org/name@revision, hf://datasets/org/name, or a path';

/** A model or dataset on the Hugging Face Hub, at a revision: a branch, a tag, `refs/pr/1` or a commit. */
export interface HuggingFaceUri {
  readonly scheme: 'hf';
  /** `org/name` or the legacy `name`; `datasets/org/name` for a dataset */
  readonly repo: string;
  readonly revision: string;
}

/** Where a model lives, other than on this machine. */
export type ModelUri = HuggingFaceUri;

/**
 * Parses the URI of a model or dataset: `hf://org/name@revision`, `hf://datasets/org/name@revision`, where the revision is `main`
 * unless given.
 *
 * @throws MpkError `INPUT_UNSUPPORTED` for other schemes; `INPUT_MALFORMED` for an id or revision that the Hub does not have
 */
export function parseModelUri(text: string): ModelUri {
  if (text.length > MAX_URI_LENGTH) throw new MpkError('INPUT_MALFORMED', 'the model URI is too long', { hint: HINT });
  if (!text.startsWith('hf://')) {
    const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0];
    const what = scheme === undefined ? 'a text without a scheme' : `${scheme}//`;
    throw new MpkError('INPUT_UNSUPPORTED', `${what} is no model URI that this version reads`, { hint: HINT });
  }
  const rest = text.slice('hf://'.length);
  const at = rest.indexOf('@');
  const repo = at === -1 ? rest : rest.slice(0, at);
  const revision = at === -1 ? 'main' : rest.slice(at + 1);
  assertRepoId(repo);
  assertRevision(revision);
  return { scheme: 'hf', repo, revision };
}

/** The URI of a model at a revision. */
export const toModelUri = (repo: string, revision: string): string => `hf://${repo}@${revision}`;
