// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs';
import { dirname, isAbsolute, relative, sep } from 'node:path';

/** Where a model lies below the folder that mpk was called in; undefined where it does not, or is a name at a hub. */
export function pathHere(model: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(model)) return undefined;
  const path = relative(process.cwd(), model);
  if (isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`)) return undefined;
  // A single file goes by its name.
  const isFile = statSync(path === '' ? '.' : path, { throwIfNoEntry: false })?.isFile() === true;
  const folder = isFile ? dirname(path) : path;
  return folder === '.' ? '' : folder.split(sep).join('/');
}
