// SPDX-License-Identifier: Apache-2.0
import { thrownCode } from '@mpk/testkit';
import { compilePattern } from '../../src/keyless/identity-pattern.js';

const compile = (pattern: string) => compilePattern(pattern, 'identityPattern');
const WORKFLOW = 'https://github.com/acme/train/.github/workflows/release.yml@refs/tags/v1';

describe('a pattern', () => {
  it.each([
    ['https://github\\.com/acme/.+', WORKFLOW, true],
    ['https://github\\.com/acme/[^/]+/\\.github/workflows/release\\.yml@refs/tags/v\\d+', WORKFLOW, true],
    ['https://github.com/acme/train', WORKFLOW, false],
    ['.+/release\\.yml@refs/tags/v1', WORKFLOW, true],
    ['a|ab', 'ab', true],
    ['ab|a', 'ab', true],
    ['a|b', 'ab', false],
    ['a)|(?:b', 'ab', false],
    ['^a$', 'ab', false],
    ['(?m)^a$', 'a\nb', false],
    ['a$', 'a\n', false],
    ['a\\z', 'a', true],
    ['a.c', 'a\nc', false],
    ['a*?b', 'aaab', true],
    ['\\Qa.b\\E', 'a.b', true],
    ['\\Qa.b\\E', 'aXb', false],
  ])('%j over %j gives %s', async (pattern, text, matches) => {
    const code = await thrownCode(async () => expect((await compile(pattern))(text)).toBe(matches));
    // One of these breaks out of a group that is not there.
    expect(code).toBe(pattern === 'a)|(?:b' ? 'POLICY_INVALID' : 'nothing thrown');
  });

  it.each([
    ['', 'is empty'],
    ['.*', 'matches anybody'],
    ['.+', 'matches anybody'],
    ['(?s).*', 'matches anybody'],
    ['^.*$', 'matches anybody'],
    ['[^ ]+', 'matches anybody'],
    ['https://.+', 'matches anybody'],
    ['.+://.+', 'matches anybody'],
    ['.+@.+', 'matches anybody'],
    ['alice|.*', 'matches anybody'],
    ['(alice)?', 'matches anybody'],
    ['\\w+', 'matches anybody'],
    ['x'.repeat(513), 'more than 512 characters'],
    ['(a{100}){11}', 'repeats more than 1000 times'],
    ['((a{1,100}){1,10}){2,}b', 'repeats more than 1000 times'],
    ['(', 'not a pattern'],
    ['a)', 'not a pattern'],
    ['[', 'not a pattern'],
    ['\\', 'not a pattern'],
    ['(?=alice)alice', 'not a pattern'],
    ['(a)\\1', 'not a pattern'],
    ['a{1001}', 'repeats more than 1000 times'],
  ])('%j throws POLICY_INVALID: it %s', async (pattern, problem) => {
    await expect(compile(pattern)).rejects.toMatchObject({
      code: 'POLICY_INVALID',
      message: expect.stringContaining(problem),
    });
  });

  it('that a backtracking engine would never finish is answered', async () => {
    const matches = await compile('(a+)+b');
    expect(matches('a'.repeat(20_000))).toBe(false);
    expect(matches(`${'a'.repeat(20_000)}b`)).toBe(true);
  });
});
