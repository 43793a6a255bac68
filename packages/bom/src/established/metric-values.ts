// SPDX-License-Identifier: Apache-2.0

interface Measured {
  readonly value: number;
  /** one of the last digit that is written */
  readonly unit: number;
}

const NUMBER = /^(-?\d{1,15}(?:\.(\d{1,20}))?(?:e([+-]?\d{1,3}))?)\s{0,4}%?$/i;
/** A share may be written in percent. */
const SCALES = [1, 100, 0.01];
const NEARLY = 1e-9;

/** Whether two texts say one number; `rounded` where one of them may be the other with fewer digits, or one is no number. */
export function compareValues(a: string, b: string): 'same' | 'rounded' | 'other' {
  if (a.trim() === b.trim()) return 'same';
  const [one, two] = [measured(a), measured(b)];
  if (one === undefined || two === undefined) return 'rounded';
  const scaled = SCALES.map((scale) => ({ value: two.value * scale, unit: two.unit * scale }));
  if (scaled.some(({ value }) => Math.abs(one.value - value) <= NEARLY * Math.abs(value))) return 'same';
  return scaled.some((other) => isRounded(one, other) || isRounded(other, one)) ? 'rounded' : 'other';
}

function measured(text: string): Measured | undefined {
  const [, number, decimals = '', exponent = '0'] = NUMBER.exec(text.trim()) ?? [];
  return number === undefined ? undefined : { value: Number(number), unit: 10 ** (Number(exponent) - decimals.length) };
}

/** To the nearest, or cut off; a whole number of one digit is meant as it is. */
function isRounded({ value, unit }: Measured, exact: Measured): boolean {
  const more = exact.value - value;
  const isWritten = unit < 1 || Math.abs(value) >= 10;
  return isWritten && exact.unit < unit && more >= -unit / 2 && more < unit;
}
