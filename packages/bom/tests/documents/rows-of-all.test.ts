// SPDX-License-Identifier: Apache-2.0
import type { Files } from '../model.js';
import { makeParquet } from '../parquet.js';
import { documentsOf, sourcesOf } from './folders.js';

const CARD = '---\npretty_name: Rows\ntask_categories: [question-answering]\n---\n# Rows\n';
const PARTS: Files = {
  'README.md': CARD,
  'data/train-0.parquet': makeParquet({ rows: 2 }),
  'data/train-1.parquet': makeParquet({ rows: 3 }),
};

describe('a data set of several Parquet files', () => {
  it('has the rows of all of them', () => {
    const made = documentsOf({ ...PARTS, 'LICENSE.txt': 'words' });
    expect(made.properties('mpk:dataset.rows')).toEqual(['5']);
    const at = made.bom.metadata.component.properties.findIndex(({ name }: any) => name === 'mpk:dataset.rows');
    expect(sourcesOf(made, `/metadata/component/properties/${at}`)).toEqual(['rows of 2 Parquet files (measured)']);
    expect(made.statements).toContain('dataset.rows = 5 <measured rows of 2 Parquet files>');
  });

  it.each<[string, Files]>([
    ['one was not read', { 'data/train-2.parquet': makeParquet({ rows: 2, groupedRows: 1 }) }],
    ['one is no Parquet', { 'data/train-2.parquet': 'text' }],
    ['another file holds rows', { 'data/more.csv': 'a\n1\n' }],
  ])('has a number of rows that nobody knows, where %s', (_, more) => {
    expect(documentsOf({ ...PARTS, ...more }).properties('mpk:dataset.rows')).toEqual([]);
  });
});
