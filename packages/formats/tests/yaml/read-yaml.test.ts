// SPDX-License-Identifier: Apache-2.0
import { MAX_YAML_DEPTH, readYaml } from '@mpk/formats/yaml';

const object = (...members: [string, unknown][]) => ({ members });

describe('YAML', () => {
  it('is read as texts, lists and members', () => {
    expect(readYaml('a: no\nb: [1, "2", ~]\nc:\n').documents).toEqual([
      object(['a', 'no'], ['b', ['1', '2', '~']], ['c', '']),
    ]);
  });

  it('may be several documents', () => {
    expect(readYaml('a\n---\nb\n').documents).toEqual(['a', 'b']);
  });

  it('keeps both of two members with one name', () => {
    expect(readYaml('a: 1\na: 2\n').documents).toEqual([object(['a', '1'], ['a', '2'])]);
  });

  it('puts in what aliases name, at that place', () => {
    expect(readYaml('- &a os\n- *a\n- &a sys\n- *a\n- *b\n').documents).toEqual([['os', 'os', 'sys', 'sys', null]]);
  });
});

describe('tags', () => {
  it.each([
    ['a short form', '!!python/object/apply:os.system [id]'],
    ['a whole one', '!<tag:yaml.org,2002:python/object/apply:os.system> [id]'],
    ['a handle of its own', '%TAG !p! tag:yaml.org,2002:python/object/\n---\n!p!apply:os.system [id]'],
    ['characters by their code', '!!python/object/apply%3Aos.system [id]'],
  ])('are told whole where they are given as %s', (_, text) => {
    expect(readYaml(text).tags).toEqual([{ tag: 'tag:yaml.org,2002:python/object/apply:os.system', pointer: '' }]);
  });

  it('are told of keys and of values within', () => {
    expect(readYaml('a:\n  - b\n  - !x c\n!y d: e\n').tags).toEqual([
      { tag: '!x', pointer: '/a/1' },
      { tag: '!y', pointer: '' },
    ]);
  });
});

describe('hostile YAML', () => {
  it('of many aliases ends at the limit', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} [${`*a${i - 1},`.repeat(9)}]`);
    expect(readYaml(`a-1: &a-1 x\n${levels.join('\n')}\n`).fault).toBe('too-large');
  });

  it('of many aliases has no names beyond the limit', () => {
    const levels = Array.from({ length: 7 }, (_, i) => `a${i}: &a${i} [${`*a${i - 1},`.repeat(9)}]`);
    const { documents, fault } = readYaml(`a-1: &a-1 x\n${levels.join('\n')}\nb: 1\nc: 2\n`);
    const names = (documents[0] as { members: [string, unknown][] }).members.map(([name]) => name);
    expect(fault).toBe('too-large');
    expect(names).toContain('a1');
    expect(names).not.toContain('');
  });

  it.each([
    ['flows', '['.repeat(MAX_YAML_DEPTH + 2)],
    ['flows without end', '['.repeat(100_000)],
    ['indents', Array.from({ length: 150 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('of deep %s is not followed', (_, text) => {
    expect(readYaml(text)).toEqual({ documents: [], tags: [], fault: 'too-deep' });
  });

  it('that names itself ends', () => {
    expect(readYaml('&a [*a]').documents).toEqual([[null]]);
  });

  it.each(['a: b: c', '"', '\t- a', '{a: 1', '*', '- a\nb', '!<', '&a &b c'])('that is none is told of: %j', (text) => {
    expect(readYaml(text).fault).toBe('malformed');
  });

  it('has no name that is special', () => {
    const [value] = readYaml('__proto__: {polluted: 1}\n').documents;
    expect(value).toEqual(object(['__proto__', object(['polluted', '1'])]));
    expect('polluted' in {}).toBe(false);
  });
});
