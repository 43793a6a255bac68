// SPDX-License-Identifier: Apache-2.0

/** Longest name of a member, in UTF-16 units: Linux takes 4,096 bytes for a path. */
export const MAX_MEMBER_NAME_CHARS = 4096;

/** Control characters, and characters that turn the direction of text or are not seen. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Decided by characters that a name has as it is. */
const RULES: readonly (readonly [reason: string, test: (name: string) => boolean])[] = [
  ['empty', (name) => name === ''],
  [`longer than ${MAX_MEMBER_NAME_CHARS} characters`, (name) => name.length > MAX_MEMBER_NAME_CHARS],
  ['control or invisible characters', (name) => HIDDEN.test(name)],
  ['not UTF-8', (name) => name.includes('\ufffd')],
  ['backslash', (name) => name.includes('\\')],
];

/** Decided by where a name leads; backslashes count as slashes, as Windows takes them. */
const PATH_RULES: readonly (readonly [reason: string, test: (path: string) => boolean])[] = [
  ['absolute', (path) => path.startsWith('/')],
  ['drive letter', (path) => /^[A-Za-z]:/.test(path)],
  ['leads out of its folder', (path) => segmentsOf(path).includes('..')],
  // Windows drops them, so that `a.` becomes `a`.
  [
    'ends in a dot or space',
    (path) => segmentsOf(path).some((one) => one !== '.' && one !== '..' && /[. ]$/.test(one)),
  ],
];

const segmentsOf = (path: string): string[] => path.split('/');

/**
 * Why unpacking something of this name may do what its reader did not expect; undefined where it may not.
 *
 * Compatibility forms, such as a full-width full stop, count as what they normalise to, as some file systems and scripts do it.
 */
export function whyUnsafe(name: string): string | undefined {
  const rule = RULES.find(([, test]) => test(name));
  // What follows is worth its time for short names alone.
  if (rule !== undefined && name.length > MAX_MEMBER_NAME_CHARS) return rule[0];
  const path = name.normalize('NFKC').replaceAll('\\', '/');
  return PATH_RULES.find(([, test]) => test(path))?.[0] ?? rule?.[0];
}
