// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { MpkError, showName } from '@mpk/core';
import type { Pkcs11Uri } from './uri.js';

/** Where distributions put PKCS#11 modules. */
const MODULE_FOLDERS = [
  '/usr/lib64/pkcs11',
  '/usr/lib/pkcs11',
  '/usr/lib/x86_64-linux-gnu/pkcs11',
  '/usr/lib/aarch64-linux-gnu/pkcs11',
  '/usr/lib/softhsm',
  '/usr/lib64/softhsm',
  '/usr/local/lib/pkcs11',
  '/usr/local/lib/softhsm',
  '/opt/homebrew/lib/pkcs11',
  '/opt/homebrew/lib/softhsm',
];

/** RFC 7512 section 2.4: a module's name comes without what systems put around it. */
const FILE_NAMES: readonly ((name: string) => string)[] = [
  (name) => `lib${name}.so`,
  (name) => `${name}.so`,
  (name) => `lib${name}.dylib`,
  (name) => `${name}.dylib`,
  (name) => `${name}.dll`,
];

const NAME = /^[A-Za-z0-9_+-][A-Za-z0-9._+-]{0,63}$/;

/**
 * The file of the PKCS#11 library: the given one, else the URI's `module-path`, else its `module-name`, looked for in the
 * folder that `module-path` names or in those of the system.
 *
 * Whoever chooses this file chooses code that runs as the user: it comes from the command line, never from a policy.
 *
 * @throws MpkError `USAGE` where nobody names one, or by a path that is not absolute; `INPUT_UNREADABLE` where it is not there
 */
export function moduleFile(uri: Pick<Pkcs11Uri, 'modulePath' | 'moduleName'>, given: string | undefined): string {
  const path = given ?? uri.modulePath;
  if (path !== undefined && !isAbsolute(path)) {
    throw new MpkError('USAGE', 'the path of the PKCS#11 module is not absolute');
  }
  if (path !== undefined && isFile(path)) return path;
  if (uri.moduleName !== undefined) return find(uri.moduleName, path === undefined ? MODULE_FOLDERS : [path]);
  if (path !== undefined) throw new MpkError('INPUT_UNREADABLE', `the PKCS#11 module ${showName(path)} is no file`);
  throw new MpkError('USAGE', 'nobody says which PKCS#11 module to load', {
    hint: 'add ?module-path=/path/to/library.so to the URI',
  });
}

function find(name: string, folders: readonly string[]): string {
  if (!NAME.test(name)) throw new MpkError('USAGE', 'the module-name of the PKCS#11 URI is not the name of a module');
  const candidates = folders.flatMap((folder) => FILE_NAMES.map((fileName) => join(folder, fileName(name))));
  const found = candidates.find(isFile);
  if (found !== undefined) return found;
  throw new MpkError('INPUT_UNREADABLE', `no PKCS#11 module ${name} is in ${folders.map(showName).join(', ')}`, {
    hint: 'name its file: module-path=/path/to/library.so',
  });
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Missing or forbidden: not a file that could be loaded.
    return false;
  }
}
