// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/** Files of a repository, by name. */
export type HubFiles = Readonly<Record<string, string | Uint8Array>>;

/** A repository with one commit. */
export interface HubRepo {
  /** made up from the files */
  readonly commit: string;
  readonly files: readonly HubRepoFile[];
}

/** A file of a repository, as its file list describes it. */
export interface HubRepoFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** id of the git blob: of the file, or of its LFS pointer */
  readonly oid: string;
  /** lowercase hex; undefined for files that are in git itself */
  readonly lfsSha256: string | undefined;
}

/** Git's id of a blob. */
export const gitBlobId = (bytes: Uint8Array): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

/** Makes a repository of files. */
export function createHubRepo(files: HubFiles): HubRepo {
  const list = Object.entries(files).map(([name, content]) => createFile(name, Buffer.from(content)));
  const commit = createHash('sha1').update(list.map(({ name, oid }) => `${name}\0${oid}`).join('\n'));
  return { commit: commit.digest('hex'), files: list };
}

function createFile(name: string, bytes: Buffer): HubRepoFile {
  if (!/\.(?:safetensors|bin|onnx|gguf)$/.test(name))
    return { name, bytes, oid: gitBlobId(bytes), lfsSha256: undefined };
  const lfsSha256 = createHash('sha256').update(bytes).digest('hex');
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${lfsSha256}\nsize ${bytes.length}\n`;
  return { name, bytes, oid: gitBlobId(Buffer.from(pointer)), lfsSha256 };
}
