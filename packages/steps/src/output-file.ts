// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, rename, rm, unlink, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MpkError, isMpkError } from '@mpk/core';

/** What the names of outputs go on with while they are made; the sandbox grants such names beside every output. */
export const STAGING_MARK = '.mpk-';

/** A place beside an output where it is made, so that a rename puts it there whole. Nobody else knows its name. */
export const stagingPath = (path: string): string => `${path}${STAGING_MARK}${randomBytes(6).toString('hex')}`;

/** The folder takes no second file, or the output is a mount of its own: then the file itself may still be writable. */
const NO_STAGING: readonly unknown[] = ['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'ERR_ACCESS_DENIED'];

/**
 * Writes one output, making its parents where they are missing. It appears complete or not at all.
 *
 * Written in place is only what cannot be replaced: a terminal, what a link such as /dev/stdout leads to, and a file whose
 * folder takes no other. Parents are made only when needed: under Node's permission model a step may write its outputs and not
 * the folders above.
 *
 * @throws MpkError `OUTPUT_UNWRITABLE`, for a pipe too, which could wait for its reader for ever
 */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  await inFolderOf(path, async () => {
    const place = await placeAt(path);
    if (place === 'other') return writeInPlace(path, content);
    try {
      await writeWhole(path, content);
    } catch (error) {
      if (place === 'none' || !NO_STAGING.includes((error as NodeJS.ErrnoException).code)) throw error;
      await writeInPlace(path, content);
    }
  });
}

/** Runs `write`, once more after making the parents of `path` if they were missing. @throws MpkError `OUTPUT_UNWRITABLE` */
export async function inFolderOf(path: string, write: () => Promise<void>): Promise<void> {
  try {
    try {
      await write();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await mkdir(dirname(path), { recursive: true });
      await write();
    }
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Empties and opens something that is there, if it is a file or a terminal: a pipe may have no reader. @throws MpkError `OUTPUT_UNWRITABLE`; errors of the file system */
export async function openInPlace(path: string): Promise<FileHandle> {
  const file = await open(path, constants.O_WRONLY | constants.O_TRUNC | constants.O_NONBLOCK);
  const stat = await file.stat();
  if (stat.isFile() || stat.isCharacterDevice()) return file;
  await file.close();
  throw new MpkError('OUTPUT_UNWRITABLE', `cannot write ${path}: it is neither a file nor a terminal`);
}

/** Removes a file that was, or will be, an output; a folder, a device, or what a link leads to is not ours. Never throws. */
export async function removeFile(path: string): Promise<void> {
  try {
    if ((await lstat(path)).isFile()) await unlink(path);
  } catch {
    // It is not there, or must not be touched: what was to be written in its place says so.
  }
}

/** Wraps a file system error of an output where it enters; our own errors pass. */
export function unwritable(path: string, cause: unknown): MpkError {
  if (isMpkError(cause)) return cause;
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
  return new MpkError('OUTPUT_UNWRITABLE', `cannot write ${path}: ${reason}`, { cause });
}

async function placeAt(path: string): Promise<'none' | 'file' | 'other'> {
  try {
    return (await lstat(path)).isFile() ? 'file' : 'other';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'none';
    throw error;
  }
}

async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const staging = stagingPath(path);
  try {
    await writeFile(staging, content, { flag: 'wx' });
    await rename(staging, path);
  } catch (error) {
    await rm(staging, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function writeInPlace(path: string, content: string | Uint8Array): Promise<void> {
  const file = await openInPlace(path);
  try {
    await file.writeFile(content);
  } finally {
    await file.close();
  }
}
