// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { compileGlob, matchesGlob, MAX_GLOB_CHARS } from '../../src/index.js';
import { thrownCode } from '@mpk/testkit';

/** The definition, written as it reads; takes exponential time. */
function naive(pattern: string, text: string, atPart = true): boolean {
  if (pattern === '') return text === '';
  const rests = (take: (character: string) => boolean): string[] => {
    const all = [text];
    for (let rest = text; rest !== '' && take(rest[0]!);) all.push((rest = rest.slice(1)));
    return all;
  };
  if (pattern.startsWith('**/') && atPart) {
    const after = pattern.slice(3);
    return naive(after, text) || rests(() => true).some((rest) => rest.startsWith('/') && naive(after, rest.slice(1)));
  }
  const stars = /^\*+/.exec(pattern)?.[0].length ?? 0;
  if (stars > 0) {
    const after = pattern.slice(stars);
    return rests((c) => stars > 1 || c !== '/').some((rest) => naive(after, rest, false));
  }
  const isMatch = pattern[0] === '?' ? text !== '' && text[0] !== '/' : text.startsWith(pattern[0]!);
  return isMatch && naive(pattern.slice(1), text.slice(1), pattern[0] === '/');
}

describe('matchesGlob', () => {
  it.each([
    ['*.bin', 'a.bin', true],
    ['*.bin', 'x/a.bin', false],
    ['**/*.bin', 'a.bin', true],
    ['**/*.bin', 'x/y/a.bin', true],
    ['**.bin', 'x/y/a.bin', true],
    ['models/**', 'models/a/b', true],
    ['models/**', 'models', false],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'axb', false],
    ['a**/b', 'a/b', true],
    ['a**/b', 'ab', false],
    ['a/***/b', 'a/x/b', true],
    ['?', 'ab', false],
    ['?', '\u{1f600}', true],
    ['?', '/', false],
    ['', '', true],
    ['', 'a', false],
    ['**', '', true],
    ['*', '', true],
    ['a.b', 'axb', false],
    ['A', 'a', false],
    ['(a+)+$', '(a+)+$', true],
    ['[ab]', 'a', false],
    ['hf://acme/*', 'hf://acme/model', true],
    ['hf://acme/*', 'hf://acme-evil/model', false],
    ['hf://acme/*', 'xhf://acme/model', false],
    ['a*', 'a\nb', true],
  ])('%p on %p: %p', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
  });

  it('agrees with the definition on any pattern and text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 10 });
    const pattern = fc
      .array(fc.constantFrom('a', 'b', '/', '*', '?', '**/', '/**'), { maxLength: 7 })
      .map((parts) => parts.join(''))
      // Three stars and a slash are read as two stars and as a slash; the definition above has no word for it.
      .filter((joined) => !joined.includes('***'));
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        expect(matchesGlob(p, t)).toBe(naive(p, t));
      }),
      { numRuns: 5000 },
    );
  });

  it('ends on patterns that make backtracking matchers run for years', () => {
    expect(matchesGlob('*a'.repeat(500), 'a'.repeat(4000))).toBe(true);
    expect(matchesGlob(`${'**/*a'.repeat(200)}b`, 'a'.repeat(4000))).toBe(false);
  });

  it('refuses a pattern over the limit', async () => {
    expect(matchesGlob('a'.repeat(MAX_GLOB_CHARS), 'a')).toBe(false);
    expect(await thrownCode(() => matchesGlob('a'.repeat(MAX_GLOB_CHARS + 1), 'a'))).toBe('POLICY_INVALID');
  });
});

describe('compileGlob', () => {
  it('keeps nothing from one text to the next', () => {
    const matches = compileGlob('**/a*');
    expect(['x/a', 'b', 'a', '', 'x/y/ab'].map(matches)).toEqual([true, false, true, false, true]);
  });
});
