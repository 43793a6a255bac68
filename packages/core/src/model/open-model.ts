// SPDX-License-Identifier: Apache-2.0
import { lstatSync, readdirSync, readlinkSync, realpathSync, type BigIntStats } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { MpkError, unreadable } from '../errors.js';
import { showName } from '../text/printable.js';
import { DEFAULT_IGNORES, DEFAULT_SIGNATURE_NAME, assertName, compareNames, isIgnored } from './names.js';

/** Most files of one model. */
export const MAX_FILES = 200_000;
/** Deepest folder below a model. */
export const MAX_FOLDER_DEPTH = 128;

/** What tells one state of a file from another. Times in nanoseconds since 1970. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

/** A file of a model, found and not yet read. */
export interface ModelFile {
  /** model-relative, POSIX, canonical */
  readonly name: string;
  /** absolute path of the regular file to open; for a link into a Hub cache, its blob */
  readonly path: string;
  readonly sizeBytes: number;
  readonly identity: FileIdentity;
}

/** A model on disk. */
export interface OpenedModel {
  /** absolute, without links */
  readonly path: string;
  readonly name: string;
  readonly singleFile: boolean;
  /** in OMS order; at least one */
  readonly files: readonly ModelFile[];
  /** names left out that OMS or the caller leaves out, and that are there */
  readonly ignored: readonly string[];
  readonly linksFollowed: boolean;
  /** `model.sig` at the top of the model, never part of it */
  readonly signature?: ModelFile;
}

/** Options of {@link openModel}. */
export interface OpenModelOptions {
  /** absolute paths that are not part of the model, such as its signature or lock */
  readonly leaveOut?: readonly string[];
  /** model-relative names to leave out with everything below them */
  readonly ignorePaths?: readonly string[];
  /** the one folder that links may lead into, directly: a Hub cache's `blobs`; absolute, without links */
  readonly blobsFolder?: string;
}

/**
 * Lists the files of a model as OMS v1.0 section 5 demands; opens none of them.
 *
 * Folders are walked without following links; empty folders do not exist. A link is followed only when it leads to a regular
 * file directly in `blobsFolder`. Names must be valid UTF-8. `.git`, `.gitattributes`, `.github`, `.gitignore` and
 * `model.sig` at the top are left out.
 *
 * @param path - a folder or a file, as the user gave it: this one may be a link
 * @throws MpkError `INPUT_UNREADABLE`, `MODEL_EMPTY`, `MODEL_NAME_INVALID`, `MODEL_LINK_REFUSED`, `MODEL_FILE_REFUSED`,
 * `INPUT_TOO_LARGE` over {@link MAX_FILES} or {@link MAX_FOLDER_DEPTH}
 */
export function openModel(path: string, options: OpenModelOptions = {}): OpenedModel {
  const root = realPathOf(path);
  const name = basename(resolve(path));
  const stat = statOf(root);
  if (stat.isFile()) {
    assertName(name);
    return { path: root, name, singleFile: true, files: [fileOf(name, root, stat)], ignored: [], linksFollowed: false };
  }
  if (!stat.isDirectory()) throw refusedKind(path);
  const walk = new Walk(options);
  walk.folder(root, '', 0);
  if (walk.files.length === 0) {
    throw new MpkError('MODEL_EMPTY', `${path} has no files that belong to a model`, { hint: 'check the path' });
  }
  walk.files.sort((a, b) => compareNames(a.name, b.name));
  const { files, ignored, linksFollowed, signature } = walk;
  return { path: root, name, singleFile: false, files, ignored: ignored.sort(compareNames), linksFollowed, signature };
}

/**
 * The model without one file, which turned out not to be part of it.
 *
 * @throws MpkError `MODEL_EMPTY` where nothing else is there
 */
export function leaveOutFile(model: OpenedModel, name: string): OpenedModel {
  const files = model.files.filter((file) => file.name !== name);
  if (files.length === 0) {
    throw new MpkError('MODEL_EMPTY', `${model.path} has no files that belong to a model`, { hint: 'check the path' });
  }
  return { ...model, files, ignored: [...model.ignored, name].sort(compareNames) };
}

/** A blob is called by its SHA-256 (LFS) or git SHA-1: the reader checks it. */
const BLOB_NAME = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** One enumeration: the state that the recursion shares. */
class Walk {
  readonly files: ModelFile[] = [];
  readonly ignored: string[] = [];
  linksFollowed = false;
  signature: ModelFile | undefined;
  readonly #ignorePaths: readonly string[];
  readonly #leaveOut: ReadonlySet<string>;
  readonly #blobsFolder: string | undefined;

  constructor(options: OpenModelOptions) {
    this.#ignorePaths = [...DEFAULT_IGNORES, ...(options.ignorePaths ?? [])];
    this.#leaveOut = new Set(options.leaveOut);
    this.#blobsFolder = options.blobsFolder;
  }

  folder(path: string, prefix: string, depth: number): void {
    if (depth > MAX_FOLDER_DEPTH) {
      throw new MpkError('INPUT_TOO_LARGE', `folders are nested deeper than ${MAX_FOLDER_DEPTH} in ${prefix}`);
    }
    for (const entry of readFolder(path)) {
      const name = prefix + entryName(entry, path);
      const entryPath = `${path === '/' ? '' : path}/${name.slice(prefix.length)}`;
      if (isIgnored(name, this.#ignorePaths)) this.ignored.push(name);
      else this.#entry(name, entryPath, depth);
    }
  }

  #entry(name: string, path: string, depth: number): void {
    const stat = statOf(path);
    if (stat.isDirectory()) this.folder(path, `${name}/`, depth + 1);
    else if (stat.isSymbolicLink()) this.#add(this.#linked(name, path), path);
    else if (stat.isFile()) this.#add(fileOf(name, path, stat), path);
    else throw refusedKind(name);
  }

  #add(file: ModelFile, path: string): void {
    assertName(file.name);
    if (file.name === DEFAULT_SIGNATURE_NAME) this.signature = file;
    // Files only: a folder by such a name would hide what is in it.
    if (file.name === DEFAULT_SIGNATURE_NAME || this.#leaveOut.has(path)) {
      this.ignored.push(file.name);
      return;
    }
    if (this.files.length >= MAX_FILES)
      throw new MpkError('INPUT_TOO_LARGE', `the model has more than ${MAX_FILES} files`);
    this.files.push(file);
  }

  /** Resolved by hand, one step: a blob that is itself a link, or lies deeper, is refused. */
  #linked(name: string, path: string): ModelFile {
    const target = resolve(dirname(path), readlinkSync(path));
    if (this.#blobsFolder !== undefined && dirname(target) === this.#blobsFolder && BLOB_NAME.test(basename(target))) {
      const stat = statOf(target);
      if (stat.isFile()) {
        this.linksFollowed = true;
        return fileOf(name, target, stat);
      }
    }
    throw new MpkError('MODEL_LINK_REFUSED', `${showName(name)} is a symbolic link`, {
      hint: 'replace it by the file itself; links are followed only inside a Hugging Face cache',
    });
  }
}

const fileOf = (name: string, path: string, stat: BigIntStats): ModelFile => ({
  name,
  path,
  sizeBytes: Number(stat.size),
  identity: identityOf(stat),
});

/** The identity part of a stat result. */
export const identityOf = ({ dev, ino, mtimeNs, ctimeNs }: BigIntStats): FileIdentity => ({
  dev,
  ino,
  mtimeNs,
  ctimeNs,
});

function entryName(entry: Buffer, folder: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(entry);
  } catch (cause) {
    throw new MpkError(
      'MODEL_NAME_INVALID',
      `a file name in ${folder} is not valid UTF-8: ${showName(entry.toString('latin1'))}`,
      {
        cause,
        hint: 'rename the file',
      },
    );
  }
}

function readFolder(path: string): Buffer[] {
  try {
    return readdirSync(path, { encoding: 'buffer' });
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function statOf(path: string): BigIntStats {
  try {
    return lstatSync(path, { bigint: true });
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

const refusedKind = (name: string): MpkError =>
  new MpkError('MODEL_FILE_REFUSED', `${showName(name)} is neither a file nor a folder`, {
    hint: 'remove it from the model',
  });
