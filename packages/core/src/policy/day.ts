// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { isDay } from '../schema/day.js';

const DAY_MS = 86_400_000;

/**
 * The moment at which a last day is over: midnight UTC at its end.
 *
 * @throws MpkError `POLICY_INVALID` when `day` is not `YYYY-MM-DD`
 */
export function endOfDay(day: string): Date {
  if (!isDay(day)) throw new MpkError('POLICY_INVALID', 'a date is not a calendar date as YYYY-MM-DD');
  return new Date(new Date(`${day}T00:00:00Z`).getTime() + DAY_MS);
}

/** Whether a last day is over at `now`. @throws MpkError `POLICY_INVALID` */
export const isDayOver = (day: string, now: Date): boolean => now.getTime() >= endOfDay(day).getTime();

/** Days left until a last day is over, counting that day; 0 when it is over. @throws MpkError `POLICY_INVALID` */
export const daysLeft = (day: string, now: Date): number =>
  Math.max(0, Math.ceil((endOfDay(day).getTime() - now.getTime()) / DAY_MS));
