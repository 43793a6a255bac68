// SPDX-License-Identifier: Apache-2.0
import type { Files } from '../model.js';
import { documentsOf, sourcesOf } from './folders.js';

describe('a file that nobody could read', () => {
  it.each<[string, Files, string, string]>([
    ['broken YAML', { 'README.md': '---\nlicense: [mit\n---\n' }, 'README.md', 'malformed: front matter'],
    [
      'front matter that is a list',
      { 'README.md': '---\n- a\n---\n' },
      'README.md',
      'wrong-type: the front matter is no mapping',
    ],
    [
      'a card of other characters',
      { 'README.md': Buffer.from([0xff, 0xfe, 0, 1, 2]) },
      'README.md',
      'malformed: the card is no text',
    ],
    [
      'a card that is too large',
      { 'README.md': `# A\n${'word '.repeat(400_000)}` },
      'README.md',
      'too-large: the card is not read',
    ],
    ['broken JSON', { 'config.json': '{"model_type": ' }, 'config.json', 'malformed: no JSON'],
    ['JSON that is a list', { 'config.json': '[]' }, 'config.json', 'wrong-type: no object'],
    ['a broken Croissant', { 'croissant.json': '{' }, 'croissant.json', 'malformed: no JSON that is kept'],
    ['a broken MLmodel', { MLmodel: 'a: b: c' }, 'MLmodel', 'malformed: YAML'],
  ])('such as %s leaves a trace in every document', (_, folder, file, reason) => {
    const documents = documentsOf(folder);
    expect(documents.properties(`mpk:unread:${file}`)).toContain(reason);
    const { properties } = documents.bom.metadata.component;
    const index = properties.findIndex(({ name }: any) => name === `mpk:unread:${file}`);
    expect(sourcesOf(documents, `/metadata/component/properties/${index}`)).toEqual([`${file} (measured)`]);
    expect(documents.statements).toContain(`unread = ${reason} <measured ${file}>`);
  });

  it('is none that was read', () => {
    const { bom } = documentsOf({ 'README.md': '---\nlicense: mit\n---\n', 'config.json': '{"model_type": "bert"}' });
    expect(JSON.stringify(bom)).not.toContain('unread');
  });
});
