// SPDX-License-Identifier: Apache-2.0
import { MAX_CLAIMS, MAX_CLAIMS_BYTES, splitClaims } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';

const split = (text: string): string[] => splitClaims(Buffer.from(text)).map((line) => Buffer.from(line).toString());

describe('splitClaims', () => {
  it.each([
    ['', []],
    ['\n\n', []],
    ['{"a":1}', ['{"a":1}']],
    ['{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['{"a":1}\r\n\r\n{"b":2}', ['{"a":1}', '{"b":2}']],
  ])('%j has the lines %j', (text, lines) => {
    expect(split(text)).toEqual(lines);
  });

  it('refuses too many lines and too many bytes', async () => {
    await expect(thrownCode(() => split('{}\n'.repeat(MAX_CLAIMS)))).resolves.toBe('nothing thrown');
    await expect(thrownCode(() => split('{}\n'.repeat(MAX_CLAIMS + 1)))).resolves.toBe('INPUT_TOO_LARGE');
    await expect(thrownCode(() => splitClaims(Buffer.alloc(MAX_CLAIMS_BYTES + 1)))).resolves.toBe('INPUT_TOO_LARGE');
  });
});
