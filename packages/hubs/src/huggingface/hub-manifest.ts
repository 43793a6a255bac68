// SPDX-License-Identifier: Apache-2.0
import {
  CLAIMS_NAME,
  MAX_CLAIMS_BYTES,
  createManifest,
  parseClaims,
  type ManifestFile,
  type PassProgress,
} from '@mpk/core';
import { HttpClient, type Fetch } from '../http/http-client.js';
import type { Wait } from '../http/retry.js';
import { toModelUri } from '../model-uri.js';
import { readCommit, readFileList, type HubFile } from './hub-api.js';
import { readHubFile } from './hub-file.js';
import { assertRepoId, assertRevision } from './repo-id.js';

/** Files that are streamed at the same time. */
const CONCURRENT_FILES = 4;

/** Options of {@link readHubManifest}. */
export interface HubManifestOptions {
  /** such as `https://huggingface.co` */
  readonly endpoint: string;
  readonly repo: string;
  readonly revision: string;
  /** access token; sent to `endpoint` and to nobody else */
  readonly token?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PassProgress) => void;
  /** instead of the global one */
  readonly fetch?: Fetch;
  /** how to wait between attempts */
  readonly wait?: Wait;
}

/** A model on the Hub as it was streamed. */
export interface HubManifest {
  readonly commit: string;
  /** `hf://org/name@commit` */
  readonly uri: string;
  /** in OMS order; every one checked against the Hub's own digest */
  readonly files: readonly ManifestFile[];
}

/**
 * Reads a model from the Hugging Face Hub without storing it.
 *
 * The revision becomes a commit first, and everything else is asked for at that commit. Each file's size and its LFS
 * SHA-256 or git blob id must be what the file list says.
 *
 * @throws MpkError `NETWORK_UNAVAILABLE` after retries; `NETWORK_REFUSED` for 401, 403, 404 and the like; `DIGEST_MISMATCH`;
 * `INPUT_MALFORMED`, `INPUT_TOO_LARGE`, `MODEL_NAME_INVALID` for a list that is not one; `MODEL_EMPTY`; `TOKEN_INVALID`;
 * `CANCELLED`
 */
export async function readHubManifest(options: HubManifestOptions): Promise<HubManifest> {
  const { repo, revision } = options;
  assertRepoId(repo);
  assertRevision(revision);
  const client = new HttpClient({ ...options, refusedHint: refusedHint(options.token) });
  try {
    const commit = await readCommit(client, repo, revision);
    const list = await readFileList(client, repo, commit);
    const read = await readAll(client, { repo, commit, list }, options.onProgress);
    return { commit, uri: toModelUri(repo, commit), files: createManifest(read).files };
  } finally {
    client.close();
  }
}

const refusedHint = (token: string | undefined): string =>
  token
    ? 'check the name and the revision, and that the token in HF_TOKEN may read the model'
    : 'check the name and the revision; for a private or gated model, set HF_TOKEN';

async function readAll(
  client: HttpClient,
  source: { repo: string; commit: string; list: readonly HubFile[] },
  onProgress: HubManifestOptions['onProgress'],
): Promise<ManifestFile[]> {
  const { repo, commit, list } = source;
  const progress = { bytes: 0, totalBytes: list.reduce((sum, file) => sum + file.sizeBytes, 0), files: 0 };
  const tell = (): void => onProgress?.({ ...progress, totalFiles: list.length });
  const done: ManifestFile[] = [];
  const waiting = list.values();
  const worker = async (): Promise<void> => {
    // One iterator for all workers: each takes the next file.
    for (const file of waiting) {
      const onBytes = (count: number): void => {
        progress.bytes += count;
        tell();
      };
      const keep = file.name === CLAIMS_NAME && file.sizeBytes <= MAX_CLAIMS_BYTES;
      const { content, ...read } = await readHubFile(client, { repo, commit, file }, { onBytes, keep });
      // Signatures are no part of what they sign: as where the model lies on disk.
      if (content === undefined || parseClaims(content) === undefined) done.push(read);
      progress.files++;
      tell();
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT_FILES }, worker));
  return done;
}
