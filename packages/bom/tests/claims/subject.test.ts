// SPDX-License-Identifier: Apache-2.0
import { collectClaims, subjectOf } from '@mpk/bom';
import { makeParquet } from '../parquet.js';
import { modelFiles, type Files } from '../model.js';
import { safetensors } from '../audit/shown.js';

const DATASET_CARD = { 'README.md': '---\nlicense: mit\ntask_categories: [question-answering]\n---\n# Questions\n' };
const TABLE = { 'data/train.parquet': makeParquet({ rows: 1 }) };
const CROISSANT = {
  'croissant.json': { '@type': 'sc:Dataset', name: 'd', conformsTo: 'http://mlcommons.org/croissant/1.0' },
};

describe('a folder', () => {
  it.each<[string, Files, 'model' | 'dataset']>([
    ['with the card of a data set', DATASET_CARD, 'dataset'],
    ['of tables', TABLE, 'dataset'],
    ['with a description of a data set', CROISSANT, 'dataset'],
    ['with arrays beside a description', { ...CROISSANT, 'x.npy': Buffer.from('\x93NUMPY') }, 'dataset'],
    ['with such a card and weights', { ...DATASET_CARD, 'w.safetensors': safetensors({ w: [1] }) }, 'model'],
    ['with such a card and a configuration', { ...DATASET_CARD, 'config.json': { model_type: 'bert' } }, 'model'],
    ['of a model that brings a data set', { 'README.md': '---\nbase_model: a/b\n---\n', ...TABLE }, 'model'],
    ['with the card of a data set below', { 'data/README.md': DATASET_CARD['README.md'], 'a.txt': 'x' }, 'model'],
    ['of nothing that is known', { 'a.txt': 'x' }, 'model'],
  ])('%s is taken for what it is', (_, content, expected) => {
    const files = modelFiles(content);
    expect(subjectOf(files, collectClaims(files))).toBe(expected);
  });
});
