// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { CLAIMS_NAME, DEFAULT_SIGNATURE_NAME, MpkError, unreadable } from '@mpk/core';
import { openRegular } from './bounded-file.js';
import { inFolderOf, stagingPath } from './output-file.js';

const CHUNK_BYTES = 1024 * 1024;

/** A model to copy: only the files named here, each held to its digest. */
export interface HandOn {
  /** absolute path of the model */
  readonly path: string;
  readonly singleFile: boolean;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
  /** the bundle that travels with a folder; undefined for none */
  readonly bundle: Uint8Array | undefined;
  /** the bundles in the folder's claims, as they were read; they travel too */
  readonly claims?: readonly Uint8Array[];
}

/**
 * Copies a verified model with its signature and claims, and nothing else that lies beside it, to `destination`, where nothing may be but an empty folder.
 *
 * Every byte is digested as it is copied, so what the consumer gets is what was verified, even where the source changed
 * since. Links are followed and become files, as they do in every object store. The copy is made in a new folder beside
 * `destination` and renamed: half a model is never taken for a verified one, whatever ends this process.
 *
 * @throws MpkError `MODEL_CHANGED`, `INPUT_UNREADABLE`, `CANCELLED`; `OUTPUT_EXISTS` where something is there;
 * `OUTPUT_UNWRITABLE`, also for a place in the model itself. Then nothing was changed at `destination`
 */
export async function handOn(model: HandOn, destination: string, signal?: AbortSignal): Promise<void> {
  await inFolderOf(destination, async () => {
    assertApart(model.path, destination);
    await assertFree(destination);
    const staging = stagingPath(destination);
    try {
      await copyAll(model, staging, signal);
      await (model.singleFile ? placeFile(staging, destination) : placeFolder(staging, destination));
    } catch (error) {
      await rm(staging, { recursive: true, force: true }).catch(() => undefined);
      throw error;
    }
  });
}

/** Neither may lie in the other: the copy would change what was verified. */
function assertApart(model: string, destination: string): void {
  const [from, to] = [realPathOf(model), realPathOf(destination)];
  if (from === to || from.startsWith(`${to}${sep}`) || to.startsWith(`${from}${sep}`)) {
    throw new MpkError('OUTPUT_UNWRITABLE', `the verified copy at ${destination} would lie in the model itself`, {
      hint: 'name a place outside the model',
    });
  }
}

/** A path without links, as far as it exists and the sandbox lets us see. */
function realPathOf(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch (error) {
    if (!UNSEEN.includes((error as NodeJS.ErrnoException).code)) throw error;
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realPathOf(parent), basename(absolute));
  }
}

const UNSEEN: readonly unknown[] = ['ENOENT', 'ERR_ACCESS_DENIED'];

/** Checked before the copy, so that a long one is not made in vain; the rename refuses what comes later. */
async function assertFree(destination: string): Promise<void> {
  const stat = await lstat(destination).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (stat === undefined || (stat.isDirectory() && (await readdir(destination)).length === 0)) return;
  throw exists(destination);
}

const exists = (destination: string): MpkError =>
  new MpkError('OUTPUT_EXISTS', `${destination} is there already, expected nothing or an empty folder`, {
    hint: 'name a new place for every run',
  });

const TAKEN: readonly unknown[] = ['EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'EISDIR'];

/** A folder replaces nothing but an empty folder: no link, no file. */
async function placeFolder(staging: string, destination: string): Promise<void> {
  await rename(staging, destination).catch((error: unknown) => {
    throw TAKEN.includes((error as NodeJS.ErrnoException).code) ? exists(destination) : error;
  });
}

/** A file would replace another, so its name is taken first. */
async function placeFile(staging: string, destination: string): Promise<void> {
  try {
    await (await open(destination, 'wx')).close();
  } catch (error) {
    throw TAKEN.includes((error as NodeJS.ErrnoException).code) ? exists(destination) : error;
  }
  try {
    await rename(staging, destination);
  } catch (error) {
    await rm(destination, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function copyAll(model: HandOn, to: string, signal: AbortSignal | undefined): Promise<void> {
  if (!model.singleFile) await mkdir(to);
  for (const { name, sha256 } of model.files) {
    const from = model.singleFile ? model.path : join(model.path, name);
    const target = model.singleFile ? to : join(to, name);
    if (!model.singleFile && name.includes('/')) await mkdir(dirname(target), { recursive: true });
    if ((await copyDigested(from, target, signal)) !== sha256) {
      throw new MpkError('MODEL_CHANGED', `${JSON.stringify(name)} changed after it was verified`);
    }
  }
  await writeBundles(model, to);
}

const LINE_FEED = Buffer.from('\n');

/** Not for a single file, which has nothing beside it, nor where the model has a file of its own by such a name. */
async function writeBundles({ bundle, claims = [], singleFile, files }: HandOn, to: string): Promise<void> {
  const write = async (name: string, bytes: Uint8Array): Promise<void> => {
    if (!singleFile && !files.some((file) => file.name === name))
      await writeFile(join(to, name), bytes, { flag: 'wx' });
  };
  if (bundle !== undefined) await write(DEFAULT_SIGNATURE_NAME, bundle);
  if (claims.length > 0) await write(CLAIMS_NAME, Buffer.concat(claims.flatMap((line) => [line, LINE_FEED])));
}

/** @returns lowercase hex SHA-256 of what was written */
async function copyDigested(from: string, to: string, signal: AbortSignal | undefined): Promise<string> {
  const source = await openRegular(from);
  try {
    const target = await open(to, 'wx');
    try {
      return await pump(source, target, from, signal);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function pump(source: FileHandle, target: FileHandle, from: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let position = 0; ;) {
    if (signal?.aborted === true) throw new MpkError('CANCELLED', 'cancelled while the model was copied');
    const { bytesRead } = await source.read(buffer, 0, CHUNK_BYTES, position).catch((cause: unknown) => {
      throw unreadable(from, cause);
    });
    if (bytesRead === 0) return hash.digest('hex');
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    await target.writeFile(chunk);
    position += bytesRead;
  }
}
