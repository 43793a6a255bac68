// SPDX-License-Identifier: Apache-2.0

/** Where a symbolic link leads to, from the root of its archive; `..` stays where it leads out of that. */
export function linkTarget(name: string, linkName: string): string {
  if (linkName.startsWith('/')) return linkName;
  const path: string[] = [];
  for (const segment of [...name.split('/').slice(0, -1), ...linkName.split('/')]) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && path.length > 0 && path.at(-1) !== '..') path.pop();
    else path.push(segment);
  }
  return path.length === 0 ? '.' : path.join('/');
}
