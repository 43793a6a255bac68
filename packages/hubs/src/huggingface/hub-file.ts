// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { MpkError, type ManifestFile } from '@mpk/core';
import type { HttpClient } from '../http/http-client.js';
import { gitSha1Consumer } from './blob-digest.js';
import type { HubFile } from './hub-api.js';

/** Options of {@link readHubFile}. */
export interface ReadHubFileOptions {
  /** how many bytes were read; negative when a broken connection makes them be read again */
  readonly onBytes: (count: number) => void;
  /** give the content back too: for small files */
  readonly keep?: boolean;
}

/** A file that was read. */
export interface ReadFile extends ManifestFile {
  readonly content?: Buffer;
}

/**
 * Streams one file of a commit and returns its SHA-256; nothing of it is kept unless asked for.
 *
 * Size and digest must be those that the file list gave: then what is pinned is what the repository's history says.
 *
 * @throws MpkError of the client; `DIGEST_MISMATCH`
 */
export async function readHubFile(
  client: HttpClient,
  source: { repo: string; commit: string; file: HubFile },
  { onBytes, keep = false }: ReadHubFileOptions,
): Promise<ReadFile> {
  const { repo, commit, file } = source;
  const path = file.name.split('/').map(encodeURIComponent).join('/');
  const what = `${repo}/${file.name}`;
  return client.get(client.address(`/${repo}/resolve/${commit}/${path}`), what, async ({ body }) => {
    let read = 0;
    const kept: Uint8Array[] = [];
    try {
      const found = await digest(file, what, count(body()));
      return { ...found, ...(keep && { content: Buffer.concat(kept) }) };
    } catch (error) {
      onBytes(-read);
      throw error;
    }
    async function* count(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const piece of pieces) {
        read += piece.length;
        onBytes(piece.length);
        if (keep) kept.push(piece);
        yield piece;
      }
    }
  });
}

async function digest(file: HubFile, what: string, pieces: AsyncIterable<Uint8Array>): Promise<ManifestFile> {
  const { name, sizeBytes } = file;
  const sha256 = createHash('sha256');
  const git = gitSha1Consumer(file);
  let read = 0;
  for await (const piece of pieces) {
    read += piece.length;
    if (read > sizeBytes) throw mismatch(`${what} has more than the ${sizeBytes} bytes that the Hub lists`);
    sha256.update(piece);
    if (file.digest.algorithm === 'git-sha1') git.update(piece);
  }
  if (read < sizeBytes) throw mismatch(`${what} has ${read} bytes, the Hub lists ${sizeBytes}`);
  const hex = sha256.digest('hex');
  const found = file.digest.algorithm === 'sha256' ? hex : git.finish();
  if (found !== file.digest.hex) {
    throw mismatch(`${what} has ${file.digest.algorithm} ${found}, the Hub lists ${file.digest.hex}`);
  }
  return { name, sizeBytes, sha256: hex };
}

const mismatch = (message: string): MpkError =>
  new MpkError('DIGEST_MISMATCH', message, { hint: 'try again; if it stays, the repository or a mirror is damaged' });
