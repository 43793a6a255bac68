// SPDX-License-Identifier: Apache-2.0
import type { Leaf } from './leaves.ts';
import type { Fact } from './truth.ts';

/** Whether a text has another as a whole: not as a part of a longer word or number. Upper and lower case do not count. */
export function hasWhole(text: string, part: string): boolean {
  const [where, what] = [text.toLowerCase(), part.toLowerCase()];
  for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + 1)) {
    const [before = '', after = ''] = [where[at - 1], where[at + what.length]];
    if (!/[a-z0-9]/.test(before) && (!/[a-z0-9]/.test(after) || isTimeOf(what, after))) return true;
  }
  return false;
}

/** A day is there where a time of it is. */
const isTimeOf = (day: string, after: string): boolean => /^\d{4}-\d\d-\d\d$/.test(day) && after === 't';

/** A number of parameters may stand anywhere by chance. */
const nearOf = ({ kind, near }: Fact): RegExp | undefined => near ?? (kind === 'parameters' ? /param/i : undefined);

/** Whether a document says a fact, wherever it stands in it. */
export function isFound(fact: Fact, leaves: readonly Leaf[]): boolean {
  const near = nearOf(fact);
  return leaves.some(
    ({ label, text }) => (near === undefined || near.test(label)) && fact.values.some((value) => hasWhole(text, value)),
  );
}
