// SPDX-License-Identifier: Apache-2.0
import { MpkError, readFileBounded } from '@mpk/core';

/** Longest password that is read from a file, in bytes. */
const MAX_PASSWORD_BYTES = 4096;

/**
 * The password of a key: from a file (its first line), else from `MPK_KEY_PASSWORD`, else none.
 *
 * @throws MpkError `INPUT_UNREADABLE`; `KEY_INVALID` for an empty password file
 */
export function readPassword(path: string | undefined, env: NodeJS.ProcessEnv): string | undefined {
  if (path === undefined) return env['MPK_KEY_PASSWORD'];
  const text = readFileBounded(path, { maxBytes: MAX_PASSWORD_BYTES, what: 'password file' }).toString('utf8');
  const [password = ''] = text.split(/\r?\n/, 1);
  if (password === '') throw new MpkError('KEY_INVALID', `the first line of the password file ${path} is empty`);
  return password;
}
