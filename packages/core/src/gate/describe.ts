// SPDX-License-Identifier: Apache-2.0
import type { ManifestDiff } from '../manifest/manifest.js';

/** Most names that one line of an answer shows. */
const MAX_NAMES = 5;

/** A few names, quoted where they hold anything that could play tricks in a terminal or report. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).map(showName).join(', ');
  return names.length > MAX_NAMES ? `${shown} and ${names.length - MAX_NAMES} more` : shown;
}

/** Characters that a terminal, a page or an eye may obey or not see: control, format (bidirectional, zero width), separators. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text of others as it may be printed: what must not be obeyed is escaped as in JSON. */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });

/** A file name as it may be printed: quoted when it holds anything unprintable, a quote or a backslash. */
export function showName(name: string): string {
  const shown = printable(name.replace(/["\\]/g, '\\$&'));
  return shown === name ? name : `"${shown}"`;
}

/** `1 file changed: a; 1 file not signed: b` */
export function describeDiff(diff: ManifestDiff, done: 'signed' | 'pinned'): string {
  const parts = [part(diff.changed, 'changed'), part(diff.missing, 'missing'), part(diff.added, `not ${done}`)].filter(
    (text) => text !== undefined,
  );
  return parts.join('; ');
}

function part(names: readonly string[], what: string): string | undefined {
  if (names.length === 0) return undefined;
  return `${names.length} ${names.length === 1 ? 'file' : 'files'} ${what}: ${listNames(names)}`;
}
