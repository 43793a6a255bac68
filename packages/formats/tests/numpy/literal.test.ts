// SPDX-License-Identifier: Apache-2.0
import { parseLiteral, type Literal } from '../../src/numpy/literal.js';
import { Malformed } from '../../src/reading/drive.js';

const tuple = (...items: Literal[]): Literal => ({ kind: 'tuple', items });
const list = (...items: Literal[]): Literal => ({ kind: 'list', items });

describe('parseLiteral', () => {
  it.each<[string, Literal]>([
    ["'a'", 'a'],
    ['"it\'s"', "it's"],
    [' 12 ', 12n],
    ['12L', 12n],
    ['True', true],
    ['False', false],
    ['None', null],
    ['()', tuple()],
    ['(3,)', tuple(3n)],
    ['(3)', 3n],
    ['(3, 4)', tuple(3n, 4n)],
    ["[('a', '<f8'), ]", list(tuple('a', '<f8'))],
    ['{}', { kind: 'dictionary', entries: [] }],
    [
      "{'a': 1, 'a': [], }\n",
      {
        kind: 'dictionary',
        entries: [
          ['a', 1n],
          ['a', list()],
        ],
      },
    ],
  ])('reads %j', (text, value) => {
    expect(parseLiteral(text)).toEqual(value);
  });

  it.each([
    '',
    "'a",
    "'a\\x4f'",
    "'a' 'b'",
    "b'a'",
    '-1',
    '1.5',
    '1_000',
    '0x10',
    '1+1',
    '1'.repeat(21),
    'Truer',
    'x',
    '# comment\n1',
    '(1 2)',
    '(1',
    '1)',
    '(,)',
    '{1}',
    '{1: 2 3: 4}',
    '1 2',
    '['.repeat(40) + ']'.repeat(40),
    '('.repeat(60_000),
  ])('refuses %j', (text) => {
    expect(() => parseLiteral(text)).toThrow(Malformed);
  });
});
