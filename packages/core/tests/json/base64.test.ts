// SPDX-License-Identifier: Apache-2.0
import { decodeBase64 } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';

describe('decodeBase64', () => {
  it('decodes padded standard base64', () => {
    expect(decodeBase64('aGk=', 'x').toString()).toBe('hi');
  });

  it.each([
    ['nothing', ''],
    ['missing padding', 'aGk'],
    ['stray bits in the last digit', 'aGl='],
    ['white space', 'aGk=\n'],
    ['the URL alphabet', '_-8='],
    ['foreign characters', 'aG*k='],
  ])('refuses %s', async (_, text) => {
    expect(await thrownCode(() => decodeBase64(text, 'x'))).toBe('INPUT_MALFORMED');
  });
});
