// SPDX-License-Identifier: Apache-2.0
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { MpkError, unreadable } from '../errors.js';

/** Options of {@link readFileBounded}. */
export interface ReadFileOptions {
  readonly maxBytes: number;
  /** what the file is, for messages: "policy" */
  readonly what: string;
  /** `false` for a path that an attacker may have made: a link in its place is refused; default true */
  readonly followLinks?: boolean;
}

/**
 * Reads a whole small file; a regular one, and no more of it than the limit, whatever its size claims.
 *
 * @throws MpkError `INPUT_UNREADABLE`; `INPUT_TOO_LARGE`
 */
export function readFileBounded(path: string, options: ReadFileOptions): Buffer {
  const { maxBytes, what } = options;
  const noFollow = options.followLinks === false ? constants.O_NOFOLLOW : 0;
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | noFollow);
  } catch (cause) {
    throw unreadable(`${what} ${path}`, cause);
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw new MpkError('INPUT_UNREADABLE', `${what} ${path} is not a regular file`);
    const bytes = Buffer.allocUnsafe(Math.min(stat.size, maxBytes) + 1);
    let length = 0;
    for (;;) {
      const count = readSync(fd, bytes, length, bytes.length - length, length);
      length += count;
      if (count === 0) return bytes.subarray(0, length);
      if (length > maxBytes) {
        throw new MpkError('INPUT_TOO_LARGE', `${what} ${path} has more than ${maxBytes} bytes`);
      }
      if (length === bytes.length) throw new MpkError('INPUT_UNREADABLE', `${what} ${path} grew while it was read`);
    }
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : unreadable(`${what} ${path}`, error);
  } finally {
    closeSync(fd);
  }
}
