// SPDX-License-Identifier: Apache-2.0

/** Longer words are not compared: nobody mistypes them by one letter. */
const MAX_WORD_CHARS = 64;

/** The known word that `found` most likely means, or undefined when none is near. */
export function nearestWord(found: string, known: readonly string[]): string | undefined {
  if (found.length > MAX_WORD_CHARS) return undefined;
  const limit = Math.max(1, Math.floor(found.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const word of known) {
    const distance = editDistance(found.toLowerCase(), word.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [word, distance];
  }
  return best;
}

/** `; did you mean "x"?`, or nothing. */
export function suggestion(found: string, known: readonly string[]): string {
  const word = nearestWord(found, known);
  return word === undefined ? '' : `; did you mean ${JSON.stringify(word)}?`;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(replaced, at(last, j) + 1, at(row, j - 1) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
