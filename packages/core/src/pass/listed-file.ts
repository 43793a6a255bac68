// SPDX-License-Identifier: Apache-2.0
import { closeSync, constants, fstatSync, openSync, readSync, type BigIntStats } from 'node:fs';
import { MpkError, unreadable } from '../errors.js';
import type { FileIdentity, ModelFile } from '../model/open-model.js';

/**
 * Opens a file that was listed. O_NOFOLLOW: a link put in the file's place is refused. O_NONBLOCK: a pipe put there does not hang
 * us.
 *
 * @throws MpkError `MODEL_CHANGED`, `INPUT_UNREADABLE`
 */
export function openRegular(file: ModelFile): number {
  try {
    return openSync(file.path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw code === 'ELOOP' || code === 'ENOENT' ? changed(file.name, cause) : unreadable(file.name, cause);
  }
}

/** @throws MpkError `MODEL_CHANGED` where an open file is not the one that was listed, or was written to since */
export function assertSame(file: ModelFile, stat: BigIntStats): void {
  const keys: readonly (keyof FileIdentity)[] = ['dev', 'ino', 'mtimeNs', 'ctimeNs'];
  const same =
    stat.isFile() && Number(stat.size) === file.sizeBytes && keys.every((key) => stat[key] === file.identity[key]);
  if (!same) throw changed(file.name);
}

export const changed = (name: string, cause?: unknown): MpkError =>
  new MpkError('MODEL_CHANGED', `${name} changed while the model was being read`, {
    cause,
    hint: 'wait until nothing writes to the model, then try again',
  });

/** A file of a model that is read again after the pass, where something needs to look at it more often than once. */
export interface ListedFile {
  /** Fills the buffer from an offset. @throws MpkError `MODEL_CHANGED` where there are fewer bytes */
  fill(buffer: Uint8Array, offset: number): void;
  /** @throws MpkError `MODEL_CHANGED` where it was written to since it was listed */
  assertSame(): void;
  close(): void;
}

/**
 * Opens a file of a model once more. That its bytes are those of the pass is for the caller to see: by their digest.
 *
 * @throws MpkError `MODEL_CHANGED`, `INPUT_UNREADABLE`
 */
export function openListedFile(file: ModelFile): ListedFile {
  const fd = openRegular(file);
  const check = (): void => assertSame(file, fstatSync(fd, { bigint: true }));
  try {
    check();
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  return {
    fill: (buffer, offset) => fill(fd, { file, buffer, offset }),
    assertSame: check,
    close: () => closeSync(fd),
  };
}

interface Range {
  readonly file: ModelFile;
  readonly buffer: Uint8Array;
  readonly offset: number;
}

function fill(fd: number, { file, buffer, offset }: Range): void {
  for (let filled = 0; filled < buffer.length;) {
    const count = readAt(fd, { file, buffer: buffer.subarray(filled), offset: offset + filled });
    if (count === 0) throw changed(file.name);
    filled += count;
  }
}

function readAt(fd: number, { file, buffer, offset }: Range): number {
  try {
    return readSync(fd, buffer, { position: offset });
  } catch (cause) {
    throw unreadable(file.name, cause);
  }
}
