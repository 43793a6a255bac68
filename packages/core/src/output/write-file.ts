// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { MpkError, reasonOf } from '../errors.js';

/** Options of {@link writeFileAtomic}. */
export interface WriteFileOptions {
  /** permission bits, default 0o644 */
  readonly mode?: number;
  /** `false` refuses to replace a file that is there; default true */
  readonly overwrite?: boolean;
}

/**
 * Writes a file so that it appears complete or not at all: a temporary file beside it, synced, then renamed.
 *
 * @throws MpkError `OUTPUT_EXISTS` where it is there and must not be replaced; `OUTPUT_UNWRITABLE`
 */
export function writeFileAtomic(path: string, content: string | Uint8Array, options: WriteFileOptions = {}): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    // 'wx': never through a link or into a file that somebody put there.
    const fd = openSync(temporary, 'wx', options.mode ?? 0o644);
    try {
      writeFileSync(fd, content);
      sync(fd);
    } finally {
      closeSync(fd);
    }
    if (options.overwrite === false) placeNew(temporary, path);
    else renameSync(temporary, path);
  } catch (cause) {
    removeQuietly(temporary);
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new MpkError('OUTPUT_EXISTS', `${path} is there already`, { hint: 'choose another name, or use --force' });
    }
    throw new MpkError('OUTPUT_UNWRITABLE', `cannot write ${path}: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

/** Node's permission model, under which steps run in a container, has no fsync: there the file is written all the same. */
function sync(fd: number): void {
  try {
    fsyncSync(fd);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ACCESS_DENIED') throw error;
  }
}

/** A hard link fails where the name is taken, which rename does not. */
function placeNew(temporary: string, path: string): void {
  linkSync(temporary, path);
  unlinkSync(temporary);
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made, or is gone: either is what we want.
  }
}
