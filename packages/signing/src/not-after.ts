// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/;

/**
 * The last moment that a day `YYYY-MM-DD` (to its end, UTC), an instant `YYYY-MM-DDThh:mm:ssZ` or a Date means.
 *
 * @throws MpkError `POLICY_INVALID` for anything else, 31 February included
 */
export function parseNotAfter(value: string | Date): Date {
  if (typeof value !== 'string') return assertDate(value, 'the date');
  if (DAY.test(value)) return assertDate(new Date(`${value}T23:59:59.999Z`), value, value);
  if (INSTANT.test(value)) return assertDate(new Date(value), value, value.slice(0, 10));
  throw invalid(value);
}

function assertDate(date: Date, text: string, day?: string): Date {
  if (Number.isNaN(date.getTime())) throw invalid(text);
  // Date rolls 31 February over into March.
  if (day !== undefined && date.toISOString().slice(0, 10) !== day) throw invalid(text);
  return date;
}

const invalid = (text: string): MpkError =>
  new MpkError('POLICY_INVALID', `notAfter is ${JSON.stringify(text)}, expected YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ`);
