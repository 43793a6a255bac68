// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

/** Longest part of a repository id. */
const MAX_PART_LENGTH = 96;
/** Longest revision. */
const MAX_REVISION_LENGTH = 200;

const PART = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/;
const REVISION = /^[A-Za-z0-9_][A-Za-z0-9_./+-]*$/;
const COMMIT = /^[0-9a-f]{40}$/;

/** Whether a revision is a full commit id. */
export const isCommit = (revision: string): boolean => COMMIT.test(revision);

const DATASETS = 'datasets/';

/** Whether a repository is a dataset: `datasets/org/name`. */
export const isDatasetRepo = (repo: string): boolean => repo.startsWith(DATASETS);

/** `org/name` without what tells a dataset from a model. */
export const plainRepo = (repo: string): string => (isDatasetRepo(repo) ? repo.slice(DATASETS.length) : repo);

/** Whether a text is a Hub repository id: `org/name` or the legacy `name` for a model, `datasets/org/name` for a dataset. */
export function isRepoId(repo: string): boolean {
  const parts = plainRepo(repo).split('/');
  return (
    parts.length <= 2 &&
    parts.every((part) => part.length <= MAX_PART_LENGTH && PART.test(part) && !/--|\.\.|\.git$/.test(part)) &&
    // hf://spaces/... names neither a model nor a dataset, and datasets/name alone is a dataset.
    !(parts.length === 2 && /^(?:datasets|spaces|models)$/.test(parts[0] ?? ''))
  );
}

/**
 * Checks a repository id, so that it can become part of a path or of an address.
 *
 * @throws MpkError `INPUT_MALFORMED`
 * @see https://huggingface.co/docs/huggingface_hub, validate_repo_id
 */
export function assertRepoId(repo: string): void {
  if (!isRepoId(repo)) {
    throw new MpkError(
      'INPUT_MALFORMED',
      `${JSON.stringify(repo.slice(0, 200))} is not a model or dataset on the Hub`,
      {
        hint: 'write it as org/name, or datasets/org/name',
      },
    );
  }
}

/**
 * Checks a branch, tag, `refs/pr/1` or commit, so that it can become part of a path or of an address.
 *
 * @throws MpkError `INPUT_MALFORMED` for anything else that git might take, too
 */
export function assertRevision(revision: string): void {
  const bad = /\.\.|\/\/|\/\.|\.\/|[/.]$|\.lock(?:$|\/)/.test(revision);
  if (revision.length > MAX_REVISION_LENGTH || bad || !REVISION.test(revision)) {
    throw new MpkError('INPUT_MALFORMED', `${JSON.stringify(revision.slice(0, 200))} is not a revision`, {
      hint: 'name a branch, a tag, refs/pr/1, or a commit by all its 40 digits',
    });
  }
}
