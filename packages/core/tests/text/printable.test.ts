// SPDX-License-Identifier: Apache-2.0
import { showName } from '@mpk/core';

describe('showName', () => {
  it('leaves ordinary names alone', () => {
    for (const name of ['a/b.txt', 'ünïcode', 'weights 1.bin', '日本']) expect(showName(name)).toBe(name);
  });

  it.each([
    ['a line break', 'a\nb', '"a\\u000ab"'],
    ['an Arabic letter mark', 'a\u061cb', '"a\\u061cb"'],
    ['a tag beyond the basic plane', 'a\u{e0041}b', '"a\\u{e0041}b"'],
    ['a terminal sequence', 'a\u001b[2J', '"a\\u001b[2J"'],
    ['a C1 control', 'a\u009b2J', '"a\\u009b2J"'],
    ['a right-to-left override', 'a\u202egpj.exe', '"a\\u202egpj.exe"'],
    ['a zero-width space', 'a\u200bb', '"a\\u200bb"'],
    ['quotes', 'a"b', '"a\\"b"'],
  ])('escapes %s', (_, name, shown) => {
    expect(showName(name)).toBe(shown);
  });
});
