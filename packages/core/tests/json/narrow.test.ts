// SPDX-License-Identifier: Apache-2.0
import { asArray, asBoolean, asObject, asSize, asString, optionalString } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';

describe('narrowing', () => {
  it.each([
    ['asObject', asObject, [undefined, null, [], 'x', 1]],
    ['asArray', asArray, [undefined, null, {}, 'x']],
    ['asString', asString, [undefined, null, 1, {}]],
    ['asBoolean', asBoolean, [undefined, null, 'true', 0]],
    ['asSize', asSize, [undefined, '1', -1, 1.5, 2 ** 53, NaN]],
    ['optionalString', optionalString, [1, {}, false]],
  ] as const)('%s refuses every other type', async (_, narrow, values) => {
    for (const value of values) expect(await thrownCode(() => narrow(value, 'x'))).toBe('INPUT_MALFORMED');
  });

  it('says what was found and what was expected', () => {
    expect(() => asObject([], 'policy')).toThrow('policy is an array, expected an object');
    expect(() => asString(undefined, 'name')).toThrow('name is missing, expected a string');
  });
});
