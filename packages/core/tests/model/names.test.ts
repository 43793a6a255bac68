// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { MAX_NAME_BYTES, assertName, compareNames, isIgnored } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';

describe('compareNames', () => {
  it('orders as UTF-8 bytes do, for any two names', () => {
    const name = fc.string({ unit: 'binary' }).filter((s) => s.isWellFormed());
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(Math.sign(compareNames(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
      { numRuns: 1000 },
    );
  });

  it('puts a character beyond the basic plane after U+FFFD, where sort() does not', () => {
    const names = ['\u{1f600}', '\ufffd'];
    expect([...names].sort()).toEqual(['\u{1f600}', '\ufffd']);
    expect([...names].sort(compareNames)).toEqual(['\ufffd', '\u{1f600}']);
  });
});

describe('assertName', () => {
  it.each(['a', 'a/b.txt', 'weights 1.bin', '..a', 'a..', '.hidden', 'ünïcode/\u{1f600}', 'a\\b', 'C:x'])(
    'takes %s',
    async (name) => {
      expect(await thrownCode(() => assertName(name))).toBe('nothing thrown');
    },
  );

  it.each([
    '',
    '/a',
    '..',
    '../a',
    'a/../b',
    'a/..',
    '.',
    './a',
    'a/.',
    'a//b',
    'a/',
    'a\0b',
    '\ud800',
    'x'.repeat(MAX_NAME_BYTES + 1),
  ])('refuses %j', async (name) => {
    expect(await thrownCode(() => assertName(name))).toBe('MODEL_NAME_INVALID');
  });
});

describe('isIgnored', () => {
  it('takes a name and everything below it, and not what only begins like it', () => {
    expect(isIgnored('.git', ['.git'])).toBe(true);
    expect(isIgnored('.git/config', ['.git'])).toBe(true);
    expect(isIgnored('.gitmodules', ['.git'])).toBe(false);
    expect(isIgnored('a/.git', ['.git'])).toBe(false);
  });
});
