// SPDX-License-Identifier: Apache-2.0
import { describeDiff } from '../../src/gate/describe.js';

const diff = (parts: { missing?: string[]; added?: string[]; changed?: string[] }): string =>
  describeDiff({ missing: [], added: [], changed: [], ...parts }, 'signed');

describe('a difference in words', () => {
  it('names what changed, what is missing and what was not signed, a few of each', () => {
    const many = Array.from({ length: 7 }, (_, i) => `f${i}`);
    expect(diff({ changed: ['a'], missing: many, added: ['b', 'c'] })).toBe(
      '1 file changed: a; 7 files missing: f0, f1, f2, f3, f4 and 2 more; 2 files not signed: b, c',
    );
  });

  const HINT = 'a file system may have changed the case or the Unicode form of names';
  it.each([
    ['case', 'Config.json', 'config.json'],
    ['Unicode form', 'mod\u00e8le.bin', 'mode\u0300le.bin'],
  ])('says where a name is here in another %s', (_, missing, added) => {
    expect(diff({ missing: [missing], added: [added] })).toMatch(new RegExp(`; .* is here as .*: ${HINT}$`));
  });

  it('does not take other names for the same', () => {
    expect(diff({ missing: ['a.bin'], added: ['b.bin'] })).not.toContain('is here as');
  });
});
