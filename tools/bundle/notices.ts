// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const MODULES = `${sep}node_modules${sep}`;
const NOTICE = /^(?:licen[cs]e|notice|copying)(?:[.-].*)?$/i;

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
}

/**
 * The licences of all packages that a bundle holds code of, in order of their names.
 *
 * @param paths - of the bundled modules, absolute
 * @throws Error for a package without a name, or that neither names nor has a licence: such a one may not be passed on
 */
export function noticesOf(paths: readonly string[]): string {
  const folders = new Set(paths.flatMap((path) => folderOf(path) ?? []));
  const notices = new Map([...folders].map((folder) => noticeOf(folder)));
  const texts = [...notices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return `This program holds code of these packages.\n\n${texts.join('\n')}`;
}

/** The folder of the package that a module is of; undefined for modules of this repository. */
function folderOf(path: string): string | undefined {
  const at = path.lastIndexOf(MODULES);
  if (at < 0) return undefined;
  const [first = '', second = ''] = path.slice(at + MODULES.length).split(sep);
  return join(path.slice(0, at + MODULES.length), first.startsWith('@') ? join(first, second) : first);
}

function noticeOf(folder: string): readonly [id: string, text: string] {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package;
  const id = `${name} ${version}`;
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => NOTICE.test(file)) : [];
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (typeof license !== 'string' && texts.length === 0) throw new Error(`${id} has no licence`);
  const rule = '-'.repeat(78);
  return [id, `${rule}\n${id}\n${typeof license === 'string' ? license : 'see below'}\n\n${texts.join('\n\n')}\n`];
}
