// SPDX-License-Identifier: Apache-2.0

/** What a size in words may differ from what is counted: "7B" is said of 6.5 to 8.2 billion. */
export const LEAST_OF_SIZE = 0.7;
export const MOST_OF_SIZE = 1.4;

/** Whether a count may be called that size. @param most - times the size, where more may be meant by it */
export const isAbout = (count: number, size: number, most = MOST_OF_SIZE): boolean =>
  count >= size * LEAST_OF_SIZE && count <= size * most;

const UNITS: Readonly<Record<string, number>> = { M: 1e6, B: 1e9, T: 1e12 };
const SIZE =
  /(?<![A-Za-z\d.]|\d_)(\d{1,5}(?:\.\d{1,3})?)[ -]?([MBT]|million|billion|trillion)(?![A-Za-z\d])(?![ _-]?tok)/gi;

/**
 * `7B`, `350M`, `1.5 billion`; several where a name has several, such as those of what is active. None for mixtures (`8x7B`,
 * `17B-16E`), active parameters alone (`A3B`), tokens (`100B tokens`) and anything else.
 */
export function sizesInWords(text: string): readonly number[] {
  if (/\d\s?x\s?\d|-\d+E\b/i.test(text)) return [];
  return [...text.matchAll(SIZE)].map(
    ([, number = '', unit = '']) => Number(number) * (UNITS[unit.charAt(0).toUpperCase()] ?? Number.NaN),
  );
}
