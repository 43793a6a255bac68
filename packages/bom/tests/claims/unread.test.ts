// SPDX-License-Identifier: Apache-2.0
import { showValue } from '@mpk/core';
import { collectClaims } from '@mpk/bom';
import { modelFiles, type Files } from '../model.js';

const unreadIn = (files: Files): readonly string[] =>
  collectClaims(modelFiles(files))
    .claims.filter(({ name }) => name === 'unread')
    .map(({ value, source }) => `${source.file}: ${showValue(value)}`);

describe('a file that could not be read', () => {
  it.each<[string, Files, string]>([
    [
      'a card that is no text',
      { 'README.md': `---\nlicense: mit\n---\n${'\u0007'.repeat(9)}` },
      'README.md: malformed: the card is no text',
    ],
    ['a card that is too large', { 'README.md': 'x'.repeat(300_000) }, 'README.md: too-large: the card is not read'],
    ['front matter that is no YAML', { 'README.md': '---\na: [\n---\n' }, 'README.md: malformed: front matter'],
    [
      'front matter without an end',
      { 'README.md': '---\nlicense: mit\n# Toy\n' },
      'README.md: malformed: front matter',
    ],
    [
      'front matter that is no mapping',
      { 'README.md': '---\n- mit\n---\n' },
      'README.md: wrong-type: the front matter is no mapping',
    ],
    [
      'a name of a licence that is no text',
      { 'README.md': '---\nlicense: mit\nlicense_name: {a: gpl-3.0}\n---\n' },
      'README.md: wrong-type: license_name is no text',
    ],
    [
      'an address of a licence that is a list of mappings',
      { 'README.md': '---\nlicense: other\nlicense_link: [{a: b}]\n---\n' },
      'README.md: wrong-type: license_link is no text',
    ],
    [
      'front matter of several documents',
      { 'README.md': '---\nlicense: mit\n...\nlicense: gpl-3.0\n---\n' },
      'README.md: malformed: front matter',
    ],
    ['a licence that is no text', { LICENSE: 'MIT\u0000' }, 'LICENSE: malformed: no text'],
  ])('is told of: %s', (_, files, expected) => {
    expect(unreadIn(files)).toEqual([expected]);
  });

  it.each<[string, Files]>([
    ['a card that is read', { 'README.md': '---\nlicense: mit\n---\n# Toy\n' }],
    ['a card that begins with a rule', { 'README.md': '---\n\nToy\n' }],
    ['a name that comes twice', { 'README.md': '---\nlicense: mit\nlicense: mit\n---\n' }],
    ['a value of another type', { 'README.md': '---\npipeline_tag: { a: b }\n---\n' }],
  ])('is not %s', (_, files) => {
    expect(unreadIn(files)).toEqual([]);
  });

  it.each(['{ name: gpl-3.0 }', '[[gpl-3.0]]', '[mit, { a: b }]'])('is a card whose licence is %s', (license) => {
    expect(unreadIn({ 'README.md': `---\nlicense: ${license}\n---\n` })).toEqual([
      'README.md: wrong-type: the licence is no text',
    ]);
  });
});
