// SPDX-License-Identifier: Apache-2.0
import type { PrivateKey } from '@mpk/kit/sign';
import { readPassword, readPin } from './password.js';

/**
 * The key that somebody named on the command line, with what opens it.
 *
 * @throws MpkError `USAGE` for one that is not known; of the files with password and PIN
 */
export async function privateKey(
  text: string,
  files: { args?: string[] | undefined; passwordFile?: string | undefined; pinFile?: string | undefined },
): Promise<PrivateKey> {
  const { parseKeyReference } = await import('@mpk/kit/sign');
  const reference = parseKeyReference(text, files.args);
  const password = readPassword(files.passwordFile, process.env);
  if (reference.kind === 'file') return { privateKeyPath: reference.path, password };
  return { reference, password, pin: readPin(files.pinFile, process.env) };
}
