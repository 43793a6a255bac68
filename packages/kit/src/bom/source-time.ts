// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

/** Largest number of seconds that a date holds. */
const MAX_SECONDS = 8.64e12;

/**
 * When something was made, for whoever wants the same bytes again: SOURCE_DATE_EPOCH in seconds, else now.
 *
 * @throws MpkError `USAGE` where it is set and no time
 * @see https://reproducible-builds.org/docs/source-date-epoch/
 */
export function sourceTime(env: NodeJS.ProcessEnv, now = new Date()): Date {
  const text = env['SOURCE_DATE_EPOCH'];
  if (text === undefined || text === '') return now;
  if (!/^\d{1,13}$/.test(text) || Number(text) > MAX_SECONDS) {
    throw new MpkError('USAGE', `SOURCE_DATE_EPOCH is ${JSON.stringify(text)}, expected seconds since 1970`);
  }
  return new Date(Number(text) * 1000);
}
