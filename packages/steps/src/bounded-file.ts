// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { MpkError, isMpkError, unreadable } from '@mpk/core';

/**
 * Reads a small file whole.
 *
 * @throws MpkError `INPUT_UNREADABLE`; `INPUT_TOO_LARGE` over `maxBytes`
 */
export async function readBounded(path: string, maxBytes: number): Promise<Buffer> {
  const file = await openRegular(path);
  try {
    const { size } = await file.stat();
    if (size > maxBytes) {
      throw new MpkError('INPUT_TOO_LARGE', `${path} has ${size} bytes, at most ${maxBytes} are read`);
    }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(maxBytes + 1), 0, maxBytes + 1, 0);
    if (bytesRead > maxBytes) throw new MpkError('INPUT_TOO_LARGE', `${path} grew over ${maxBytes} bytes`);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw isMpkError(error) ? error : unreadable(path, error);
  } finally {
    await file.close();
  }
}

/** Opens a regular file without waiting on a pipe or a device. @throws MpkError `INPUT_UNREADABLE` */
export async function openRegular(path: string): Promise<FileHandle> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw unreadable(path, cause);
  }
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new MpkError('INPUT_UNREADABLE', `${path} is not a regular file`);
}
