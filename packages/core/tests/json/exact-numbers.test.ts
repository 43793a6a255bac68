// SPDX-License-Identifier: Apache-2.0
import { refuseInexactNumbers } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';

const refuse = (text: string) => thrownCode(() => refuseInexactNumbers(text, 'the predicate'));

describe('numbers of JSON', () => {
  it.each(['9007199254740993', '-9007199254740993', '[1, 12345678901234567890]', '1e400', '{"a":-1e999}'])(
    '%s are refused, as they would be signed as others',
    async (text) => {
      expect(await refuse(text)).toBe('INPUT_MALFORMED');
    },
  );

  it.each([
    '9007199254740991',
    '0.1',
    '1.0',
    '1e30',
    '-0',
    '{"a\\"12345678901234567890":"12345678901234567890"}',
    'true',
  ])('%s are kept', (text) => {
    refuseInexactNumbers(text, 'the predicate');
  });
});
