// SPDX-License-Identifier: Apache-2.0
import type { PickleWalker } from './walker.js';

/** What else is known of the bytes: the more they look like something else, the more it takes to call them a pickle. */
export type PickleContext = 'text' | 'recognised' | 'unrecognised';

/**
 * Whether bytes that were walked from their beginning are a pickle.
 *
 * What imports and runs something always is, even if it breaks afterwards: a loader has run it by then. Short runs that text
 * gives by chance ("N.B. ...") are not, unless they are all of the file.
 */
export function isPickle(walker: PickleWalker, context: PickleContext): boolean {
  const { ops, kinds, imports, namedImports, marks, calls, stops, longestStream, proto, broken } = walker.trace;
  if (calls > 0 || walker.overflowed || longestStream >= 4) return true;
  if (context === 'recognised') return proto && (ops >= 16 || imports > 0);
  // An import, and arguments begun for it: a pickle that somebody broke off.
  if (namedImports > 0 && marks > 0) return true;
  if (context === 'text') return walker.atStop || (!broken && ops >= 16 && kinds >= 4);
  return namedImports > 0 || stops > 0 || (proto && ops >= 2) || (!broken && ops >= 8);
}
