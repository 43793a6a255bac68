// SPDX-License-Identifier: Apache-2.0
import { remarksOf, shownAll } from '../../model.js';

describe('files of sentence-transformers', () => {
  it('tell modules, and which of them are code', () => {
    const modules = [
      { idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Transformer' },
      { idx: 1, name: '1', path: '1_Mine', type: 'mine.Pooling' },
    ];
    expect(shownAll('modules.json', modules)).toEqual([
      'component: {"name":"0","library":"sentence_transformers","class":"sentence_transformers.models.Transformer"} <declared /0>',
      'library.name: sentence-transformers <inferred /0/type>',
      'component: {"name":"1","library":"mine","class":"mine.Pooling"} <declared /1>',
      'code.module: mine.Pooling <declared /1/type>',
    ]);
  });

  it('tell versions and the longest input', () => {
    const config = { __version__: { sentence_transformers: '3.0', transformers: '4.41', pytorch: '2.3' } };
    expect(shownAll('config_sentence_transformers.json', config)).toEqual([
      'library.version: sentence_transformers 3.0 <declared /__version__/sentence_transformers>',
      'library.version: transformers 4.41 <declared /__version__/transformers>',
      'library.version: torch 2.3 <declared /__version__/pytorch>',
    ]);
    expect(shownAll('sentence_bert_config.json', { max_seq_length: 256 })).toEqual([
      'tokenizer.max-length: 256 <declared /max_seq_length>',
    ]);
  });

  it.each([
    ['modules.json', {}, ['wrong-type']],
    ['modules.json', 'x', ['malformed']],
    ['modules.json', [1, { type: 2 }], ['wrong-type /0', 'wrong-type /1']],
    ['sentence_bert_config.json', { max_seq_length: [] }, ['wrong-type /max_seq_length']],
  ])('such as %s of %j are remarked', (name, content, expected) => {
    expect(shownAll(name, content)).toEqual([]);
    expect(remarksOf(name, content)).toEqual(expected);
  });
});
