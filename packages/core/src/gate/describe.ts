// SPDX-License-Identifier: Apache-2.0
import type { ManifestDiff } from '../manifest/manifest.js';
import { showName } from '../text/printable.js';

/** Most names that one line of an answer shows. */
const MAX_NAMES = 5;

/** A few names, quoted where they hold anything that could play tricks in a terminal or report. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).map(showName).join(', ');
  return names.length > MAX_NAMES ? `${shown} and ${names.length - MAX_NAMES} more` : shown;
}

/** `1 file changed: a; 1 file not signed: b` */
export function describeDiff(diff: ManifestDiff, done: 'signed' | 'pinned'): string {
  const parts = [
    part(diff.changed, 'changed'),
    part(diff.missing, 'missing'),
    part(diff.added, `not ${done}`),
    respelt(diff),
  ];
  return parts.filter((text) => text !== undefined).join('; ');
}

/**
 * Names that are here in another case or Unicode form: file systems of macOS and Windows write them so. They are other names all
 * the same: what was signed says which is meant.
 */
function respelt({ missing, added }: ManifestDiff): string | undefined {
  const here = new Map(added.map((name) => [folded(name), name]));
  const pairs = missing.flatMap((name) => {
    const other = here.get(folded(name));
    return other === undefined ? [] : [`${showName(name)} is here as ${showName(other)}`];
  });
  if (pairs.length === 0) return undefined;
  const shown = pairs.slice(0, MAX_NAMES).join(', ');
  return `${shown}: a file system may have changed the case or the Unicode form of names`;
}

const folded = (name: string): string => name.normalize('NFC').toLowerCase();

function part(names: readonly string[], what: string): string | undefined {
  if (names.length === 0) return undefined;
  return `${countFiles(names.length)} ${what}: ${listNames(names)}`;
}

/** `1 file`, `2 files` */
export const countFiles = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;
