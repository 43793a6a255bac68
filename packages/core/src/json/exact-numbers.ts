// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { endOfString } from './string-end.js';

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;
const WHOLE = /^-?\d+$/;

/**
 * Refuses numbers of JSON that would be written otherwise than they were read: whole numbers beyond 2^53, and what is too large to
 * be a number at all.
 *
 * @param text - that `JSON.parse` accepts
 * @throws MpkError `INPUT_MALFORMED`
 */
export function refuseInexactNumbers(text: string, what: string): void {
  for (let from = 0; from < text.length;) {
    const quote = text.indexOf('"', from);
    const between = text.slice(from, quote < 0 ? text.length : quote);
    for (const [number] of between.matchAll(NUMBER)) assertKept(number, what);
    from = quote < 0 ? text.length : endOfString(text, quote) + 1;
  }
}

function assertKept(number: string, what: string): void {
  const value = Number(number);
  if (Number.isFinite(value) && (Number.isSafeInteger(value) || !WHOLE.test(number))) return;
  throw new MpkError(
    'INPUT_MALFORMED',
    `${what} has the number ${number.slice(0, 40)}, which would not be kept as it is`,
    {
      hint: 'write it as a text',
    },
  );
}
