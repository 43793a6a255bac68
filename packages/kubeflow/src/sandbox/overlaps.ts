// SPDX-License-Identifier: Apache-2.0
import { dirname } from 'node:path';

/** Whether a path is a folder now; tests give their own. */
export type IsFolder = (path: string) => boolean;

/**
 * Makes read grants that Node 24 honours.
 *
 * Its permission tree loses a folder when another grant begins with the folder's name: beside `/w/model2`, or below a grant for
 * `/w/model/a`, `/w/model` itself is refused, though not what lies in it. So what a granted folder holds is not granted again,
 * and a folder with such a neighbour is granted through its parent. At the root of the file system there is no such way: the
 * folder stays refused, which is the safe side.
 */
export function withoutOverlaps(paths: readonly string[], isFolder: IsFolder): string[] {
  let granted = withoutDescendants(paths);
  for (;;) {
    const lost = granted.find((path) => dirname(path) !== '/' && isFolder(path) && hasNeighbour(path, granted));
    if (lost === undefined) return granted;
    granted = withoutDescendants([...granted.filter((path) => path !== lost), dirname(lost)]);
  }
}

const withoutDescendants = (paths: readonly string[]): string[] =>
  [...new Set(paths)].filter((path) => !paths.some((other) => path.startsWith(`${other}/`))).sort();

const hasNeighbour = (path: string, granted: readonly string[]): boolean =>
  granted.some((other) => other !== path && other.startsWith(path));
