// SPDX-License-Identifier: Apache-2.0
import { claimsIn, shownClaims } from '../../model.js';

describe('config.json', () => {
  it.each([
    [
      'architecture',
      { architectures: ['A', 'B'] },
      ['A <declared config.json#/architectures/0>', 'B <declared config.json#/architectures/1>'],
    ],
    ['model-type', { model_type: 'llama' }, ['llama <declared config.json#/model_type>']],
    ['dtype', { torch_dtype: 'bfloat16' }, ['bfloat16 <declared config.json#/torch_dtype>']],
    ['dtype', { dtype: 'float16' }, ['float16 <declared config.json#/dtype>']],
    ['training.path', { _name_or_path: '/home/x' }, ['/home/x <declared config.json#/_name_or_path>']],
    [
      'library.version',
      { transformers_version: '4.1' },
      ['transformers 4.1 <declared config.json#/transformers_version>'],
    ],
    ['library.version', { _diffusers_version: '0.3' }, ['diffusers 0.3 <declared config.json#/_diffusers_version>']],
    ['tied-embeddings', { tie_word_embeddings: false }, ['false <declared config.json#/tie_word_embeddings>']],
    ['license', { license: 'gpl-3.0' }, ['gpl-3.0 <declared config.json#/license>']],
    ['hidden-size', { n_embd: 8, d_model: 9 }, ['8 <declared config.json#/n_embd>']],
    ['hidden-size', { text_config: { hidden_size: 8 } }, ['8 <declared config.json#/text_config/hidden_size>']],
    ['vocabulary.size', { vocab_size: 3 }, ['3 <declared config.json#/vocab_size>']],
    [
      'quantization.method',
      { quantization_config: { quant_method: 'gptq' } },
      ['gptq <declared config.json#/quantization_config/quant_method>'],
    ],
    ['quantization.bits', { quantization_config: { bits: 4 } }, ['4 <declared config.json#/quantization_config/bits>']],
    [
      'quantization.bits',
      { quantization_config: { load_in_8bit: true } },
      ['8 <declared config.json#/quantization_config/load_in_8bit>'],
    ],
    ['code.module', { auto_map: { AutoModel: 'm.M' } }, ['m.M <declared config.json#/auto_map/AutoModel>']],
    ['code.module', { auto_map: { AutoModel: 'a/b--m.M' } }, ['m.M <declared config.json#/auto_map/AutoModel>']],
    ['code.repository', { auto_map: { AutoModel: 'a/b--m.M' } }, ['a/b <declared config.json#/auto_map/AutoModel>']],
  ])('tells %s of %j', (name, config, expected) => {
    expect(shownClaims({ 'config.json': config }, name)).toEqual(expected);
  });

  it('of wrong types tells nothing', () => {
    const config = {
      architectures: [1, null, {}],
      vocab_size: 'many',
      hidden_size: [],
      tie_word_embeddings: 'yes',
      text_config: [1],
      quantization_config: 'gptq',
      auto_map: ['m.M'],
      transformers_version: 4,
    };
    expect(claimsIn({ 'config.json': config }).claims).toEqual([]);
    const unread = [expect.objectContaining({ name: 'unread' })];
    expect(claimsIn({ 'config.json': [config] }).claims).toEqual(unread);
    expect(claimsIn({ 'config.json': 'no JSON' }).claims).toEqual(unread);
  });

  it('that names very many classes tells its licence, its family and its type', () => {
    const id2label = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [i, `a class of a long name ${i}`]));
    const files = { 'config.json': { model_type: 'swin', id2label, license: 'gpl-3.0', torch_dtype: 'float32' } };
    expect(claimsIn(files).claims.map(({ name, value }) => [name, value])).toEqual([
      ['model-type', 'swin'],
      ['dtype', 'float32'],
      ['license', 'gpl-3.0'],
    ]);
  });
});
