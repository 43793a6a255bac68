// SPDX-License-Identifier: Apache-2.0
import { readdirSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import {
  MAX_BUNDLE_BYTES,
  MAX_CLAIMS_BYTES,
  MpkError,
  isMpkError,
  parseBundle,
  parseStatement,
  readFileBounded,
  splitClaims,
  subjectDigests,
  unreadable,
  type AttestationSource,
  type FoundBundle,
} from '@mpk/core';

/** Most files of one store. */
export const MAX_STORE_FILES = 20_000;
/** Most bytes of one store. */
export const MAX_STORE_BYTES = 1024 * 1024 * 1024;
/** Deepest folder of a store. */
const MAX_STORE_DEPTH = 8;

const EXTENSIONS = /\.(?:jsonl?|sig|bundle|sigstore|intoto)$/;

/**
 * A folder of attestations: files with one bundle, or with one a line (as `gh attestation download` writes them), under any
 * name and in folders below. Links are not followed. A file that holds no bundle is passed over: what is missing fails.
 *
 * The folder is read once, when it is first asked; bundles are kept on disk.
 *
 * @param path - a folder, or one such file
 */
export function directorySource(path: string): AttestationSource {
  let index: StoreIndex | undefined;
  return {
    find: (digests) => {
      index ??= readStore(path);
      return Promise.resolve(index.find(digests));
    },
  };
}

interface StoredBundle {
  readonly path: string;
  /** undefined: the whole file */
  readonly line: number | undefined;
}

class StoreIndex {
  readonly #bySubject = new Map<string, StoredBundle[]>();

  add(bundle: StoredBundle, bytes: Uint8Array): boolean {
    const subjects = claimedSubjects(bytes);
    for (const digest of subjects ?? []) {
      const list = this.#bySubject.get(digest);
      if (list === undefined) this.#bySubject.set(digest, [bundle]);
      else list.push(bundle);
    }
    return subjects !== undefined;
  }

  find(digests: ReadonlySet<string>): readonly FoundBundle[] {
    // Whichever is smaller is walked: a model may have many files, a store many subjects.
    const wanted =
      digests.size <= this.#bySubject.size
        ? [...digests]
        : [...this.#bySubject.keys()].filter((digest) => digests.has(digest));
    const stored = new Set(wanted.flatMap((digest) => this.#bySubject.get(digest) ?? []));
    return [...stored].map(readAgain);
  }
}

function readAgain({ path, line }: StoredBundle): FoundBundle {
  const bytes = readFile(path);
  if (line === undefined) return { source: path, bytes };
  const found = splitClaims(bytes)[line];
  if (found === undefined) throw new MpkError('INPUT_UNREADABLE', `${path} changed while it was being read`);
  return { source: `${path}:${line + 1}`, bytes: found };
}

const readFile = (path: string): Buffer =>
  readFileBounded(path, { maxBytes: MAX_CLAIMS_BYTES, what: 'attestation', followLinks: false });

function readStore(path: string): StoreIndex {
  const index = new StoreIndex();
  let sizeBytes = 0;
  for (const file of filesOf(path)) {
    const bytes = readFile(file);
    sizeBytes += bytes.length;
    if (sizeBytes > MAX_STORE_BYTES) {
      throw new MpkError('INPUT_TOO_LARGE', `the attestations in ${path} have more than ${MAX_STORE_BYTES} bytes`);
    }
    if (index.add({ path: file, line: undefined }, bytes)) continue;
    linesOf(bytes).forEach((line, i) => index.add({ path: file, line: i }, line));
  }
  return index;
}

function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  try {
    return splitClaims(bytes);
  } catch (error) {
    if (isMpkError(error)) return [];
    throw error;
  }
}

/** Undefined for what is no bundle around a statement. */
function claimedSubjects(bytes: Uint8Array): ReadonlySet<string> | undefined {
  try {
    return new Set(subjectDigests(parseStatement(parseBundle(bytes).envelope.payload, MAX_BUNDLE_BYTES)));
  } catch (error) {
    if (isMpkError(error)) return undefined;
    throw error;
  }
}

function filesOf(path: string): readonly string[] {
  if (statOf(path).isFile()) return [path];
  const files: string[] = [];
  walk(path, 0, files);
  // In one order on every machine: what comes first is kept where there is too much.
  return files.sort();
}

function walk(folder: string, depth: number, files: string[]): void {
  if (depth > MAX_STORE_DEPTH) throw new MpkError('INPUT_TOO_LARGE', `folders of attestations are nested too deep`);
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path, depth + 1, files);
    else if (entry.isFile() && EXTENSIONS.test(entry.name)) files.push(path);
    if (files.length > MAX_STORE_FILES) {
      throw new MpkError('INPUT_TOO_LARGE', `there are more than ${MAX_STORE_FILES} files of attestations`);
    }
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    throw unreadable(`the attestations in ${folder}`, cause);
  }
}

function statOf(path: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(path);
  } catch (cause) {
    throw unreadable(`the attestations in ${path}`, cause);
  }
}
