// SPDX-License-Identifier: Apache-2.0
import { MpkError, asObject, asString } from '@mpk/core';

/** A closed interval of time. An end that is missing is open. */
export interface Period {
  readonly start?: Date;
  readonly end?: Date;
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * Reads a `validFor`, as Sigstore's documents have it.
 *
 * @throws MpkError `INPUT_MALFORMED`, also for one without a start: it would be valid since ever
 * @see https://github.com/sigstore/protobuf-specs sigstore_common.proto, TimeRange
 */
export function readPeriod(value: unknown, what: string): Period {
  const { start, end } = asObject(value, `${what} validFor`);
  return {
    start: readTime(start, `${what} validFor start`),
    ...(end !== undefined && end !== null && { end: readTime(end, `${what} validFor end`) }),
  };
}

function readTime(value: unknown, what: string): Date {
  const text = asString(value, what);
  const time = new Date(text);
  if (!RFC3339.test(text) || Number.isNaN(time.getTime()))
    throw new MpkError('INPUT_MALFORMED', `${what} is not a time`);
  return time;
}

/** Tells whether a time is in a period, its ends included. */
export const isWithin = ({ start, end }: Period, time: Date): boolean =>
  (start === undefined || start <= time) && (end === undefined || time <= end);
