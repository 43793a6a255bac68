// SPDX-License-Identifier: Apache-2.0
import { faultsOf, policyText } from '../policy/example.js';

const bomb = `a: &a [x,x,x]\n${Array.from('bcdefghi', (c, i) => `${c}: &${c} [${`*${'abcdefghi'[i]},`.repeat(9)}]`).join('\n')}`;

describe('the YAML of a policy', () => {
  const table: readonly [string, string, unknown][] = [
    ['no bytes', '', ['p:1:1: the document is empty']],
    ['only a comment', '# nothing\n', ['p:1:1: the document is empty']],
    ['two documents', 'a: 1\n---\nb: 2\n', ['p:2:1: found a second document, expected one']],
    ['an anchor', policyText('mode: &m warn'), ['p:5:12: found an anchor, expected a plain value']],
    ['a merge key', policyText('<<: {mode: warn}'), ['p:5:3: found a merge key, expected the fields themselves']],
    [
      'a tag of another language',
      policyText('mode: !!python/object:os.system x'),
      [expect.stringMatching(/^p:5:\d+: found the tag "tag:yaml.org,2002:python\/object:os.system"/)],
    ],
    ['a tag of YAML itself', policyText('mode: !!str warn'), [expect.stringContaining('p:5:15: found the tag')]],
    ['a tag on a key', policyText('!!str mode: warn'), [expect.stringContaining('found an anchor or tag on a key')]],
    ['a key twice', policyText('mode: warn', 'mode: audit'), ['p:6:3: found the key "mode" a second time']],
    [
      'a key twice, once in quotes',
      policyText('mode: warn', '"mo\\x64e": audit'),
      ['p:6:3: found the key "mode" a second time'],
    ],
    ['a number as a key', policyText('1: warn'), ['p:5:3: found the number 1 as a key, expected text']],
    ['a list as a key', policyText('? [a]', ': b'), ['p:5:5: found a mapping as a key, expected text']],
    [
      'a key that changes what objects are',
      policyText('__proto__: {mode: warn}'),
      ['p:5:3: found a key that is not allowed'],
    ],
    ['YAML 1.1', `%YAML 1.1\n---\n${policyText()}`, ['p:1:1: found a directive for YAML 1.1, expected YAML 1.2']],
    ['half a surrogate', policyText('mode: "\\ud800"'), ['p:5:9: found a lone surrogate, expected valid Unicode']],
    [
      'tabs as indentation',
      policyText('mode:', '\twarn: 1'),
      expect.arrayContaining([expect.stringContaining('p:6:')]),
    ],
    ['an open quote', policyText('mode: "warn'), [expect.stringContaining('p:')]],
  ];
  it.each(table)('is refused when it is %s', async (_, text, expected) => {
    expect(await faultsOf(text)).toEqual(expected);
  });

  it('is refused with an alias bomb, unexpanded', async () => {
    const faults = await faultsOf(bomb);
    expect(faults[0]).toBe('p:1:7: found an anchor, expected a plain value');
    expect(faults.some((fault) => fault.includes('found an alias'))).toBe(true);
  });

  it('is refused when it is not UTF-8', async () => {
    expect(await faultsOf(new Uint8Array([0x61, 0x3a, 0xff]))).toEqual(['p:1:1: the document is not valid UTF-8']);
  });

  it('is refused one byte over the limit and read at the limit', async () => {
    const text = policyText();
    const padded = (size: number): string => `${text}#${'x'.repeat(size - text.length - 1)}`;
    expect(await faultsOf(padded(1024 * 1024))).toEqual([]);
    expect(await faultsOf(padded(1024 * 1024 + 1))).toEqual([
      'p:1:1: the document has 1048577 bytes, expected at most 1048576',
    ]);
  });

  it('may begin with a byte order mark', async () => {
    expect(await faultsOf(`\ufeff${policyText()}`)).toEqual([]);
  });

  it.each([
    ['sequences', '- '.repeat(300_000)],
    ['flow sequences', '['.repeat(300_000)],
    ['closed flow sequences', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['flow mappings', '{a: '.repeat(200_000)],
    ['explicit keys', '? '.repeat(300_000)],
    ['block mappings', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('is refused with endless %s, without recursion', async (_, text) => {
    expect(await faultsOf(text)).toEqual([expect.stringContaining('nested too deep, expected at most 32 levels')]);
  });

  it('is read down to the deepest level', async () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(await faultsOf(nested(32))).toEqual(['p:1:1: found a list, expected a mapping']);
    expect(await faultsOf(nested(34))).toEqual([expect.stringContaining('nested too deep')]);
  });

  it('takes texts that only YAML 1.1 takes for something else as texts', async () => {
    expect(await faultsOf(policyText('mode: yes'))).toEqual(['p:5:9: found "yes", expected enforce, warn, audit']);
  });
});
