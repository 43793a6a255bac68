// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MpkError, isMpkError } from '@mpk/core';

/**
 * Writes one output, making its parents where they are missing.
 *
 * Parents are made only when needed: under Node's permission model a step may write its outputs and not the folders above.
 *
 * @throws MpkError `OUTPUT_UNWRITABLE`
 */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  await inFolderOf(path, () => writeFile(path, content));
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

/** Wraps a file system error of an output where it enters; our own errors pass. */
export function unwritable(path: string, cause: unknown): MpkError {
  if (isMpkError(cause)) return cause;
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
  return new MpkError('OUTPUT_UNWRITABLE', `cannot write ${path}: ${reason}`, { cause });
}
