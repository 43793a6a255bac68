// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/;

/**
 * The first moment that a day `YYYY-MM-DD` (from its beginning, UTC), an instant `YYYY-MM-DDThh:mm:ssZ` or a Date means.
 *
 * @throws MpkError `POLICY_INVALID` for anything else, 31 February included
 */
export const parseNotBefore = (value: string | Date): Date =>
  parseMoment(value, { name: 'notBefore', timeOfDay: '00:00:00.000' });

/**
 * The last moment that a day `YYYY-MM-DD` (to its end, UTC), an instant `YYYY-MM-DDThh:mm:ssZ` or a Date means.
 *
 * @throws MpkError `POLICY_INVALID` for anything else, 31 February included
 */
export const parseNotAfter = (value: string | Date): Date =>
  parseMoment(value, { name: 'notAfter', timeOfDay: '23:59:59.999' });

interface Bound {
  readonly name: string;
  /** what a day without a time means */
  readonly timeOfDay: string;
}

function parseMoment(value: string | Date, bound: Bound): Date {
  if (typeof value !== 'string') return assertDate(value, undefined, bound);
  if (DAY.test(value)) return assertDate(new Date(`${value}T${bound.timeOfDay}Z`), value, bound);
  if (INSTANT.test(value)) return assertDate(new Date(value), value, bound);
  throw invalid(value, bound);
}

/** @param text - what the date was written as, where it was */
function assertDate(date: Date, text: string | undefined, bound: Bound): Date {
  if (Number.isNaN(date.getTime())) throw invalid(text ?? 'the date', bound);
  // Date rolls 31 February over into March.
  if (text !== undefined && date.toISOString().slice(0, 10) !== text.slice(0, 10)) throw invalid(text, bound);
  return date;
}

const invalid = (text: string, { name }: Bound): MpkError =>
  new MpkError('POLICY_INVALID', `${name} is ${JSON.stringify(text)}, expected YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ`);
