// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';

const HOUR_MS = 3_600_000;

/**
 * The milliseconds of a duration such as `90d` or `12h`.
 *
 * @throws MpkError `POLICY_INVALID` for anything else
 */
export function durationMs(text: string): number {
  const [, count, unit] = /^([1-9][0-9]{0,4})([hd])$/.exec(text) ?? [];
  if (count === undefined) throw new MpkError('POLICY_INVALID', 'a duration is not a whole number of days or hours');
  return Number(count) * (unit === 'd' ? 24 : 1) * HOUR_MS;
}
