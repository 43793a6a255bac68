// SPDX-License-Identifier: Apache-2.0
import { jest } from '@jest/globals';
import { readOnce } from '../src/read-once.js';

it('reads each object once, and throws again what it threw', () => {
  const read = jest.fn(({ name }: { name: string }): string => {
    if (name === 'bad') throw new Error('bad');
    return name;
  });
  const once = readOnce(read);
  const [good, twin, bad] = [{ name: 'good' }, { name: 'good' }, { name: 'bad' }];
  expect([once(good), once(good), once(twin)]).toEqual(['good', 'good', 'good']);
  expect(() => once(bad)).toThrow('bad');
  expect(() => once(bad)).toThrow('bad');
  expect(read.mock.calls).toEqual([[good], [twin], [bad]]);
});
