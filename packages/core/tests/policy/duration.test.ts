// SPDX-License-Identifier: Apache-2.0
import { durationMs } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';

describe('a duration', () => {
  it('is days or hours', () => {
    expect([durationMs('1h'), durationMs('90d')]).toEqual([3_600_000, 7_776_000_000]);
  });

  it.each(['', '0d', '-1d', '1w', '1.5h', '100000d', '1d '])('is not %j', async (text) => {
    await expect(thrownCode(() => durationMs(text))).resolves.toBe('POLICY_INVALID');
  });
});
