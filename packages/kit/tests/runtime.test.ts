// SPDX-License-Identifier: Apache-2.0
import { homeFolder } from '@mpk/kit/runtime';

describe('homeFolder', () => {
  it('is HOME, or the home of the user where HOME is unset or empty', () => {
    expect(homeFolder({ HOME: '/home/me' })).toBe('/home/me');
    expect(homeFolder({ HOME: '' })).not.toBe('');
  });
});
