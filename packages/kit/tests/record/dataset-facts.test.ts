// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openModel } from '@mpk/core';
import { withTempFolder } from '@mpk/testkit';
import { measure } from '@mpk/kit/measure';
import { locateModel } from '../../src/model-source.js';
import { datasetFacts, type DatasetFacts } from '../../src/record/dataset-facts.js';

const CROISSANT = {
  '@context': {},
  '@type': 'sc:Dataset',
  name: 'reviews',
  version: '1.2.0',
  license: 'https://creativecommons.org/licenses/by/4.0/',
  url: 'https://data.example/reviews',
  conformsTo: 'http://mlcommons.org/croissant/1.0',
  distribution: [],
};

async function factsOf(files: Record<string, string>, between?: (dataset: string) => void): Promise<DatasetFacts> {
  let facts: DatasetFacts = {};
  await withTempFolder(async (folder) => {
    const dataset = join(folder, 'data');
    mkdirSync(dataset);
    for (const [name, text] of Object.entries({ 'a.csv': 'x', ...files })) writeFileSync(join(dataset, name), text);
    const measured = await measure(locateModel(dataset, { env: {} }), { formats: false });
    between?.(dataset);
    facts = await datasetFacts(openModel(dataset), measured);
  });
  return facts;
}

const card = (yaml: string): string => `---\n${yaml}\n---\n# Reviews\n`;

describe('what a dataset says of itself', () => {
  it('is what the head of its card says', async () => {
    const yaml = 'license: cc-by-4.0\nlanguage: [en, de]\npretty_name: Reviews\ntags: [x]\nconfigs: [{a: 1}]';
    expect(await factsOf({ 'README.md': card(yaml) })).toEqual({
      card: { license: 'cc-by-4.0', language: ['en', 'de'], pretty_name: 'Reviews' },
    });
  });

  test.each(['croissant.json', 'metadata.json', 'reviews-croissant.json'])(
    'is what %s says as Croissant',
    async (name) => {
      const { name: title, version, license, url, conformsTo } = CROISSANT;
      const croissant = { name: title, version, license, url, conformsTo };
      expect(await factsOf({ [name]: JSON.stringify(CROISSANT) })).toEqual({ croissant });
    },
  );

  test.each([
    ['no card', {}],
    ['a card without a head', { 'README.md': '# Reviews\n' }],
    ['a head without an end', { 'README.md': '---\nlicense: mit\n' }],
    ['a head that is no YAML', { 'README.md': card('license: [') }],
    ['a head with an alias', { 'README.md': card('a: &a mit\nlicense: *a') }],
    ['a head that says nothing of note', { 'README.md': card('tags: [x]') }],
    ['facts of other kinds', { 'README.md': card('license: {name: mit}\nlanguage: [[en]]\npretty_name: 3') }],
    ['a fact that is too long', { 'README.md': card(`license: ${'x'.repeat(2000)}`) }],
    ['JSON that is not Croissant', { 'metadata.json': '{"name":"x"}' }],
    ['Croissant that is no JSON', { 'croissant.json': '{' }],
    ['JSON of another kind', { 'croissant.json': '[]' }],
  ])('is nothing for %s', async (_, files) => {
    expect(await factsOf(files)).toEqual({});
  });

  it('is only what was measured says', async () => {
    const swap = (dataset: string): void => writeFileSync(join(dataset, 'README.md'), card('license: mit'));
    expect(await factsOf({ 'README.md': card('license: gpl') }, swap)).toEqual({});
  });
});
