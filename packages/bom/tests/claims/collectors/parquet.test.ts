// SPDX-License-Identifier: Apache-2.0
import { remarksOf, shownAll } from '../../model.js';
import { makeParquet } from '../../parquet.js';

const NAME = 'data/train.parquet';

describe('a Parquet file', () => {
  it('tells its rows and columns, and what datasets writes beside them', () => {
    const huggingface = JSON.stringify({ info: { features: {}, license: 'mit', description: '' } });
    const bytes = makeParquet({ rows: 300, columns: ['text', 'label'], metadata: { huggingface } });
    expect(shownAll(NAME, bytes)).toEqual([
      `dataset.rows: dataset:${NAME} 300 <measured num_rows>`,
      `dataset.columns: dataset:${NAME} ["text","label"] <measured schema>`,
      `library.version: file:${NAME} test 1.0 <declared created_by>`,
      `dataset.license: dataset:${NAME} mit <declared huggingface/info/license>`,
    ]);
    expect(remarksOf(NAME, bytes)).toEqual([]);
  });

  it('whose rows are not those of its groups is remarked, and tells none', () => {
    const bytes = makeParquet({ rows: 300, groupedRows: 3 });
    expect(shownAll(NAME, bytes)).toEqual([`library.version: file:${NAME} test 1.0 <declared created_by>`]);
    expect(remarksOf(NAME, bytes)).toEqual(['malformed num_rows']);
  });

  it.each([['x'], ['[1]'], ['{"info": {"license": 3}}']])('with %j beside it tells no licence', (huggingface) => {
    expect(shownAll(NAME, makeParquet({ rows: 1, metadata: { huggingface } })).join()).not.toContain('license');
  });
});
