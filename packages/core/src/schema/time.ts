// SPDX-License-Identifier: Apache-2.0
import { isDay } from './day.js';

const RFC_3339 =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$/;

/** Whether `text` is a time that exists, as RFC 3339 writes it; without leap seconds, which Date does not know. */
export function isTime(text: string): boolean {
  const [, day] = RFC_3339.exec(text) ?? [];
  return day !== undefined && isDay(day);
}
