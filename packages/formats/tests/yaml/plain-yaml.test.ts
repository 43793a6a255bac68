// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { composeYaml } from '@mpk/core';
import * as yaml from 'yaml';
import { readYaml } from '@mpk/formats/yaml';
import { readPlainYaml } from '../../src/yaml/plain-yaml.js';

const LIMITS = { maxDepth: 30, maxValues: 200_000 };

/** As the parser has it, which knows all of YAML. */
function parsed(text: string): unknown {
  const documents = composeYaml(yaml, text, { version: '1.1', schema: 'failsafe', maxDepth: 100 });
  if ('tooDeepAt' in documents || documents.length !== 1 || documents[0]?.errors.length !== 0) return 'no such YAML';
  return plainOf(documents[0].contents);
}
function plainOf(node: unknown): unknown {
  if (yaml.isMap(node)) return { members: node.items.map(({ key, value }) => [plainOf(key), plainOf(value)]) };
  if (yaml.isSeq(node)) return node.items.map(plainOf);
  return yaml.isScalar(node) ? node.value : null;
}

/** Front matter as the benchmark MTEB writes it. */
export function mteb(characters: number): string {
  const metrics = Array.from({ length: 40 }, (_, i) => `    - type: ndcg_at_${i}\n      value: ${i}.${i}\n`).join('');
  const task = `  - task:\n      type: Retrieval\n    dataset:\n      type: mteb/arguana\n      name: MTEB ArguAna (en)\n      config: default\n      split: test\n      revision: None\n    metrics:\n${metrics}`;
  const head = "tags:\n- mteb\n- 'no'\nlicense: mit\nmodel-index:\n- name: toy\n  results:\n";
  return head + task.repeat(Math.ceil((characters - head.length) / task.length));
}

describe('plain YAML', () => {
  it.each([
    ['what a card begins with', 'license: mit\nlanguage:\n- en\n- \'no\'\nbase_model: "a/b"\ntags:\n  - a\n  - b-c\n'],
    ['results', mteb(10_000)],
    ['lists in lists', '- - a\n  - b\n-   - c\n    - d: 1\n      e:\n      - f\n'],
    ['what has no value', 'a:\nb: \n\n# c\nc:\n  d:\n'],
    ['names that come twice', 'a: 1\na: 2\n'],
    ['a list below a name in a list', '- a:\n  - b\n- c:\n    d: e\n'],
    ['one scalar', 'some words'],
    ['numbers, times and addresses', 'a: -1.5\nb: 10:30\nc: https://x.example/a?b=c#d\nd: 1e-3\ne: .5\n'],
    ['spaces that are none to YAML', 'a: b\u00a0\n'],
    ['an indent of those', 'a:\n  b: c\u2003 \n'],
    ['letters of all scripts', 'title: Übersetzung 日本語 🤗\n'],
  ])('is read as a parser reads it: %s', (_, text) => {
    expect(readPlainYaml(text, LIMITS)).toEqual(parsed(text));
  });

  it.each([
    'a: b: c',
    'a: [1]',
    'a: {b: c}',
    'a: |\n  b\n',
    'a: >-\n  b\n',
    'a: &x b',
    'a: *x',
    'a: !t b',
    'a: "b\\n"',
    'a: "b"c',
    "a: 'it''s'",
    'a: b\n  c',
    'a:\n  b\n  c',
    '- a\n  b',
    'a: b # c',
    '? a\n: b',
    '---\na: b',
    'a: b\n---\nc: d',
    'a\tb: c',
    'a: b\r\nc: d',
    '\u3000c: d',
    'a: \u0007',
    '-\n  a: b',
    '- a\nb: c',
    'a: 1\n  b: 2',
    '  a: 1\nb: 2',
    'a:\n   b: 1\n  c: 2',
    '%YAML 1.1',
    '@a',
    '`a`',
    'a: - b',
    '',
    `${'- '.repeat(40)}a`,
  ])('is nothing else: %j', (text) => {
    expect(readPlainYaml(text, LIMITS)).toBeUndefined();
  });

  it('is read as a parser reads it, or not at all', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '1',
      '.',
      '-',
      '- ',
      ' ',
      '  ',
      ': ',
      ':',
      '\n',
      '\n  ',
      '\n- ',
      '#',
      "'",
      '"',
      '/',
      '(',
      '<',
      '?',
      '[',
      '--- ',
      'é',
      '\u00a0',
      '\u3000',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const text = pieces.join('');
        const plain = readPlainYaml(text, LIMITS);
        if (plain !== undefined) expect(plain).toEqual(parsed(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('of a megabyte is read at once', () => {
    const text = mteb(1024 * 1024);
    expect(readPlainYaml(text, LIMITS)).toBeDefined();
    const { documents, fault } = readYaml(text);
    expect([documents.length, fault]).toEqual([1, undefined]);
  });
});
