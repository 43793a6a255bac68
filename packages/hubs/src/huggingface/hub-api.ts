// SPDX-License-Identifier: Apache-2.0
import {
  DEFAULT_IGNORES,
  DEFAULT_SIGNATURE_NAME,
  MpkError,
  asArray,
  asObject,
  asSize,
  asString,
  assertName,
  isIgnored,
  parseJson,
} from '@mpk/core';
import type { HttpClient } from '../http/http-client.js';
import { readBounded } from '../http/read-bounded.js';
import type { BlobDigest } from './blob-digest.js';
import { isCommit, isDatasetRepo } from './repo-id.js';

/** Most bytes of one answer of the API. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
/** Most pages of one file list; the Hub gives up to 1,000 files each. */
export const MAX_PAGES = 1000;
/** Most files of one repository. */
export const MAX_HUB_FILES = 200_000;

/** A file as the Hub lists it. */
export interface HubFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly digest: BlobDigest;
}

/**
 * Asks which commit a revision is.
 *
 * @throws MpkError of the client; `INPUT_MALFORMED` for an answer that is none; `DIGEST_MISMATCH` when a commit was asked for
 * and another one answered
 */
export async function readCommit(client: HttpClient, repo: string, revision: string): Promise<string> {
  const path = `${apiOf(repo)}/revision/${encodeURIComponent(revision)}`;
  const { json } = await readJson(client, client.address(path), `${repo}@${revision}`);
  const commit = asString(asObject(json, 'model information')['sha'], 'model sha');
  if (!isCommit(commit)) throw new MpkError('INPUT_MALFORMED', 'model sha is not a commit');
  if (isCommit(revision) && commit !== revision) {
    throw new MpkError('DIGEST_MISMATCH', `asked for commit ${revision} of ${repo}, the Hub answered with ${commit}`);
  }
  return commit;
}

/**
 * Lists the files of a commit that belong to the model: without what OMS leaves out, and without `model.sig` at the top.
 *
 * @throws MpkError of the client; `INPUT_MALFORMED`; `MODEL_NAME_INVALID` for a name that leaves the model or stands twice;
 * `INPUT_TOO_LARGE` over {@link MAX_PAGES} or {@link MAX_HUB_FILES}
 */
export async function readFileList(client: HttpClient, repo: string, commit: string): Promise<HubFile[]> {
  const first = client.address(`${apiOf(repo)}/tree/${commit}?recursive=true`);
  const files = new Map<string, HubFile>();
  let address: string | undefined = first;
  for (let page = 0; address !== undefined; page++) {
    if (page >= MAX_PAGES) throw tooMany(repo);
    const { json, link } = await readJson(client, address, `the file list of ${repo}`);
    for (const entry of asArray(json, 'file list')) addEntry(entry, files);
    if (files.size > MAX_HUB_FILES) throw tooMany(repo);
    address = nextPage(link, first);
  }
  return [...files.values()].filter(({ name }) => name !== DEFAULT_SIGNATURE_NAME && !isIgnored(name, DEFAULT_IGNORES));
}

const apiOf = (repo: string): string => (isDatasetRepo(repo) ? `/api/${repo}` : `/api/models/${repo}`);

async function readJson(
  client: HttpClient,
  address: string,
  what: string,
): Promise<{ json: unknown; link: string | null }> {
  return client.get(address, what, async ({ headers, body }) => {
    const bytes = await readBounded(body(), { maxBytes: MAX_ANSWER_BYTES, what });
    return { json: parseJson(bytes, { maxBytes: MAX_ANSWER_BYTES, what }), link: headers.get('link') };
  });
}

function addEntry(value: unknown, files: Map<string, HubFile>): void {
  const entry = asObject(value, 'file list entry');
  const type = asString(entry['type'], 'file type');
  if (type === 'directory') return;
  const name = asString(entry['path'], 'file path');
  assertName(name);
  if (type !== 'file') {
    throw new MpkError('INPUT_UNSUPPORTED', `${JSON.stringify(name)} is a ${JSON.stringify(type)}, not a file`);
  }
  if (files.has(name)) throw new MpkError('MODEL_NAME_INVALID', `file name ${JSON.stringify(name)} stands twice`);
  files.set(name, { name, ...readSizeAndDigest(entry) });
}

function readSizeAndDigest(entry: Record<string, unknown>): Pick<HubFile, 'sizeBytes' | 'digest'> {
  if (entry['lfs'] === undefined || entry['lfs'] === null) {
    const hex = asString(entry['oid'], 'file oid');
    if (!/^[0-9a-f]{40}$/.test(hex)) throw new MpkError('INPUT_MALFORMED', 'file oid is not 40 lowercase hex digits');
    return { sizeBytes: asSize(entry['size'], 'file size'), digest: { algorithm: 'git-sha1', hex } };
  }
  const lfs = asObject(entry['lfs'], 'file lfs');
  const hex = asString(lfs['oid'], 'lfs oid').replace(/^sha256:/, '');
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new MpkError('INPUT_MALFORMED', 'lfs oid is not 64 lowercase hex digits');
  return { sizeBytes: asSize(lfs['size'], 'lfs size'), digest: { algorithm: 'sha256', hex } };
}

/** The next page by the Link header (RFC 8288); only ever the same list of the same commit. */
function nextPage(link: string | null, first: string): string | undefined {
  const target = /<([^<>]*)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1];
  if (target === undefined) return undefined;
  const from = new URL(first);
  const next = URL.canParse(target, first) ? new URL(target, first) : undefined;
  if (next?.origin === from.origin && next.pathname === from.pathname) return next.href;
  throw new MpkError('NETWORK_REFUSED', 'the next page of the file list is not of this list');
}

const tooMany = (repo: string): MpkError =>
  new MpkError('INPUT_TOO_LARGE', `${repo} lists more than ${MAX_HUB_FILES} files or ${MAX_PAGES} pages`);
