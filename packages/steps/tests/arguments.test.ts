// SPDX-License-Identifier: Apache-2.0
import { thrownCode } from '@mpk/testkit';
import { parseArguments } from '../src/index.js';

describe('parseArguments', () => {
  it('splits verb, models, flags and lists', () => {
    const args = parseArguments(['sign', 'm', '--key', 'k.pem', '--chain', 'a', '--chain', 'b', '--overwrite']);
    expect(args).toMatchObject({
      verb: 'sign',
      positionals: ['m'],
      texts: { key: 'k.pem' },
      lists: { chain: ['a', 'b'] },
    });
    expect([...args.flags]).toEqual(['overwrite']);
  });

  it.each([
    ['nothing', []],
    ['an unknown verb', ['delete', 'm']],
    ['an unknown flag', ['verify', 'm', '--force']],
    ['the flag of another verb', ['verify', 'm', '--overwrite']],
    ['a flag without its value', ['verify', 'm', '--policy']],
  ])('refuses %s as USAGE', async (_what, argv) => {
    expect(await thrownCode(() => parseArguments(argv))).toBe('USAGE');
  });
});
