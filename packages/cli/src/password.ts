// SPDX-License-Identifier: Apache-2.0
import { MpkError, readFileBounded } from '@mpk/core';

/** Longest password or PIN that is read from a file, in bytes. */
const MAX_PASSWORD_BYTES = 4096;

/**
 * The password of a key: from a file (its first line), else from `MPK_KEY_PASSWORD`, else none.
 *
 * @throws MpkError `INPUT_UNREADABLE`; `KEY_INVALID` for an empty password file
 */
export const readPassword = (path: string | undefined, env: NodeJS.ProcessEnv): string | undefined =>
  path === undefined ? env['MPK_KEY_PASSWORD'] : firstLine(path, 'password file');

/**
 * The PIN of a token: from a file (its first line), else from `MPK_KEY_PIN`, else none.
 *
 * @throws MpkError `INPUT_UNREADABLE`; `KEY_INVALID` for an empty PIN file
 */
export const readPin = (path: string | undefined, env: NodeJS.ProcessEnv): string | undefined =>
  path === undefined ? env['MPK_KEY_PIN'] : firstLine(path, 'PIN file');

function firstLine(path: string, what: string): string {
  const text = readFileBounded(path, { maxBytes: MAX_PASSWORD_BYTES, what }).toString('utf8');
  const [line = ''] = text.split(/\r?\n/, 1);
  if (line === '') throw new MpkError('KEY_INVALID', `the first line of the ${what} ${path} is empty`);
  return line;
}
