// SPDX-License-Identifier: Apache-2.0
import { jest } from '@jest/globals';
import { describeWith, type Describe } from '@mpk/testkit/peers';

type Globals = Record<string, unknown>;

/** What Jest would be told: titles of groups and of tests, and how each test ends. */
function told(environment: string | undefined, isThere: boolean): string[] {
  const heard: string[] = [];
  const fakes: Globals = {
    describe: Object.assign(
      (title: string, tests: () => void) => {
        heard.push(`group ${title}`);
        tests();
      },
      { skip: (title: string) => heard.push(`skipped ${title}`) },
    ),
    it: (title: string, test: () => void) => {
      try {
        test();
        heard.push(`passed ${title}`);
      } catch (error) {
        heard.push(`failed ${title}: ${(error as Error).message}`);
      }
    },
  };
  return swapped(fakes, environment, () => {
    const group: Describe = describeWith('system', isThere, 'the compiler is not there');
    group('compiled', () => (fakes['it'] as (title: string, test: () => void) => void)('runs', () => undefined));
    return heard;
  });
}

/** Runs with other globals and another `CI`, and with a stderr that keeps quiet. */
function swapped<T>(fakes: Globals, environment: string | undefined, use: () => T): T {
  const globals = globalThis as Globals;
  const real = Object.fromEntries(Object.keys(fakes).map((name) => [name, globals[name]]));
  const ci = process.env['CI'];
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    setCi(environment);
    Object.assign(globals, fakes);
    return use();
  } finally {
    Object.assign(globals, real);
    setCi(ci);
    stderr.mockRestore();
  }
}

function setCi(value: string | undefined): void {
  if (value === undefined) delete process.env['CI'];
  else process.env['CI'] = value;
}

describe('describeWith', () => {
  it.each([
    ['a peer, in CI', 'true', true, ['group compiled', 'passed runs']],
    ['a peer, elsewhere', undefined, true, ['group compiled', 'passed runs']],
    [
      'no peer, in CI',
      'true',
      false,
      ['group compiled', 'failed has its peer: a peer is missing in CI: the compiler is not there'],
    ],
    ['no peer, elsewhere', undefined, false, ['skipped compiled']],
    ['no peer, where CI is empty', '', false, ['skipped compiled']],
  ] as const)('with %s', (_, environment, isThere, heard) => {
    expect(told(environment, isThere)).toEqual(heard);
  });
});
