// SPDX-License-Identifier: Apache-2.0
import { daysLeft, endOfDay, isDayOver } from '../../src/index.js';
import { isDay } from '../../src/schema/day.js';
import { thrownCode } from '@mpk/testkit';

describe('a last day', () => {
  it.each([
    ['2026-06-30T00:00:00Z', false, 1],
    ['2026-06-30T23:59:59.999Z', false, 1],
    ['2026-07-01T00:00:00Z', true, 0],
    ['2026-06-29T12:00:00Z', false, 2],
    ['2027-01-01T00:00:00Z', true, 0],
  ])('2026-06-30, seen at %s, is over: %s, days left: %i', (now, over, left) => {
    expect(isDayOver('2026-06-30', new Date(now))).toBe(over);
    expect(daysLeft('2026-06-30', new Date(now))).toBe(left);
  });

  it('ends at midnight UTC, in leap years too', () => {
    expect(endOfDay('2028-02-29').toISOString()).toBe('2028-03-01T00:00:00.000Z');
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '2026-01-01T00:00:00Z',
    '',
    '26-01-01',
    '2026-01-01\n',
  ])('is not %p', async (text) => {
    expect(isDay(text)).toBe(false);
    expect(await thrownCode(() => endOfDay(text))).toBe('POLICY_INVALID');
  });
});
