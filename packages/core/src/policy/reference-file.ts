// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { MpkError, unreadable } from '../errors.js';

/**
 * Reads a file that a policy refers to. Links are followed: a ConfigMap's files are links.
 *
 * @throws MpkError `INPUT_UNREADABLE` when it is missing or no regular file; `INPUT_TOO_LARGE` over `maxBytes`
 */
export async function readReferenceFile(path: string, maxBytes: number): Promise<Uint8Array> {
  // A pipe would otherwise wait for its writer.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new MpkError('INPUT_UNREADABLE', `cannot read ${path}: not a regular file`);
    assertSize(path, stat.size, maxBytes);
    const bytes = await file.readFile();
    assertSize(path, bytes.length, maxBytes);
    return new Uint8Array(bytes);
  } catch (error) {
    throw error instanceof MpkError ? error : unreadable(path, error);
  } finally {
    await file.close();
  }
}

/** @throws MpkError `INPUT_TOO_LARGE` */
export function assertSize(path: string, sizeBytes: number, maxBytes: number): void {
  if (sizeBytes <= maxBytes) return;
  throw new MpkError('INPUT_TOO_LARGE', `${path} has ${sizeBytes} bytes, at most ${maxBytes} are read`);
}
