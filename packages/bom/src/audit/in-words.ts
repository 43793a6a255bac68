// SPDX-License-Identifier: Apache-2.0

/** Most names that one line shows. */
const MAX_NAMED = 3;

/** The first names of a list, and how many more there are. */
export function namesIn(names: readonly string[]): string {
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  return names.slice(0, MAX_NAMED).join(', ') + more;
}

/** `1 file`, `2 files`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
