// SPDX-License-Identifier: Apache-2.0
import { thrownCode } from '@mpk/testkit';
import { MAX_ATTEMPTS, MAX_WAIT_MS, TransientError, waitFor, withRetries } from '../../src/http/retry.js';

const signal = new AbortController().signal;

describe('waitFor', () => {
  it.each<[string | null, number, number]>([
    [null, 1, 500],
    [null, 3, 2000],
    ['0', 1, 0],
    ['7', 1, 7000],
    ['999999', 1, MAX_WAIT_MS],
    ['soon', 2, 1000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 1, 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 1, MAX_WAIT_MS],
  ])('with Retry-After %j at attempt %d is %d ms', (retryAfter, tries, expected) => {
    expect(waitFor(retryAfter, tries)).toBe(expected);
  });
});

describe('withRetries', () => {
  it('waits as long as it is asked to, and gives up after a fixed number of attempts', async () => {
    const waits: number[] = [];
    const wait = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
    const attempt = (): Promise<never> => Promise.reject(new TransientError('down', '1'));
    expect(await thrownCode(() => withRetries(signal, wait, attempt))).toBe('NETWORK_UNAVAILABLE');
    expect(waits).toEqual(Array.from({ length: MAX_ATTEMPTS - 1 }, () => 1000));
  });

  it('does not repeat what is no passing failure', async () => {
    let attempts = 0;
    const attempt = (): Promise<never> => {
      attempts++;
      return Promise.reject(new TypeError('a bug'));
    };
    await expect(withRetries(signal, () => Promise.resolve(), attempt)).rejects.toThrow('a bug');
    expect(attempts).toBe(1);
  });
});
