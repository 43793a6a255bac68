// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { claimsIn, showClaim, shownClaims, type Files } from '../../model.js';
import { makeGguf } from '../../gguf.js';
import { makeSafetensors } from '../../safetensors.js';

const shownAll = (files: Files): readonly string[] =>
  claimsIn(files).claims.map((claim) => `${claim.name}: ${showClaim(claim)}`);
const Q4_K = { shape: [2, 256], type: 12, sizeBytes: 288 };
const F32 = { shape: [8], type: 0, sizeBytes: 32 };

describe('a GGUF file', () => {
  it('tells what it is, from what, and under which licence', () => {
    const metadata = {
      'general.architecture': 'llama',
      'general.name': 'Toy',
      'general.size_label': '7B',
      'general.license': 'apache-2.0',
      'general.tags': ['a', 'b'],
      'general.base_model.count': 2,
      'general.base_model.0.name': 'Base',
      'general.base_model.0.repo_url': 'https://huggingface.co/org/base',
      'general.base_model.1.name': 'Other',
      'general.dataset.count': 1,
      'general.dataset.0.name': 'Data',
      'general.file_type': 15,
      'llama.context_length': 4096,
      'llama.attention.head_count': 8,
      'tokenizer.ggml.model': 'gpt2',
      'tokenizer.ggml.tokens': Array.from({ length: 20 }, (_, i) => `t${i}`),
      'tokenizer.chat_template': '{{ x }}',
    };
    const digest = createHash('sha256').update('{{ x }}').digest('hex');
    expect(shownAll({ 'toy.gguf': makeGguf(metadata) })).toEqual([
      'license: apache-2.0 <declared toy.gguf#general.license>',
      'name: Toy <declared toy.gguf#general.name>',
      'parameters.stated: 7B <declared toy.gguf#general.size_label>',
      'tag: a <declared toy.gguf#general.tags>',
      'tag: b <declared toy.gguf#general.tags>',
      'model-type: llama <declared toy.gguf#general.architecture>',
      'base-model: https://huggingface.co/org/base <declared toy.gguf#general.base_model.0.repo_url>',
      'base-model: Other <declared toy.gguf#general.base_model.1.name>',
      'dataset.training: Data <declared toy.gguf#general.dataset.0.name>',
      'context-length: 4096 <declared toy.gguf#llama.context_length>',
      'attention-heads: 8 <declared toy.gguf#llama.attention.head_count>',
      'quantization.method: Q4_K_M <declared toy.gguf#general.file_type>',
      'tokenizer.kind: gpt2 <declared toy.gguf#tokenizer.ggml.model>',
      'vocabulary.size: 20 <measured toy.gguf#tokenizer.ggml.tokens>',
      `chat-template: ${digest} <measured toy.gguf#tokenizer.chat_template>`,
      'tensor.count: 0 <measured toy.gguf>',
      'parameters.count: 0 <measured toy.gguf>',
    ]);
  });

  it('has as many parameters as its blocks hold', () => {
    const files = { 'toy.gguf': makeGguf({}, { 'token_embd.weight': Q4_K, 'output_norm.weight': F32 }) };
    expect(shownAll(files)).toEqual([
      'tensor.types: {"F32":8,"Q4_K":512} <measured toy.gguf>',
      'tensor.count: 2 <measured toy.gguf>',
      'parameters.count: 520 <measured toy.gguf>',
      'tensor.shape: {"name":"token_embd.weight","shape":[2,256],"type":"Q4_K"} <measured toy.gguf#/token_embd.weight>',
      'tied-embeddings: true <inferred toy.gguf#/token_embd.weight>',
    ]);
  });

  it.each([
    ['whose rows are no blocks', { ...Q4_K, shape: [2, 100] }],
    ['that is beyond the file', { ...F32, shape: [1e9], sizeBytes: 0 }],
  ])('with a tensor %s is not counted', (_, tensor) => {
    const { claims, remarks } = claimsIn({ 'toy.gguf': makeGguf({}, { a: tensor }) });
    expect([claims, remarks.map(({ kind }) => kind)]).toEqual([[], ['malformed']]);
  });

  it('of wrong types is remarked, and tells nothing', () => {
    const metadata = {
      'general.name': 3,
      'general.architecture': 4,
      'general.tags': 'x'.repeat(100_000),
      'general.base_model.count': 4_000_000_000,
      'general.file_type': 99,
      'tokenizer.ggml.tokens': 'x',
      'tokenizer.chat_template': 5,
    };
    const { claims, remarks } = claimsIn({ 'toy.gguf': makeGguf(metadata) });
    expect(claims.map(({ name }) => name)).toEqual(['tensor.count', 'parameters.count']);
    expect(remarks.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual([
      'wrong-type general.name',
      'too-large general.tags',
      'wrong-type general.architecture',
      'wrong-type general.file_type',
      'wrong-type tokenizer.chat_template',
    ]);
  });
});

describe('several GGUF files', () => {
  it('that are one model in several types say what it is, and each its own type', () => {
    const file = (type: number): Buffer => makeGguf({ 'general.name': 'Toy', 'general.file_type': type });
    const files = { 'q4.gguf': file(15), 'q8.gguf': file(7) };
    expect(shownClaims(files, 'name')).toEqual([
      'Toy <declared q4.gguf#general.name>',
      'Toy <declared q8.gguf#general.name>',
    ]);
    expect(shownClaims(files, 'quantization.method')).toEqual([
      'file:q4.gguf Q4_K_M <declared q4.gguf#general.file_type>',
      'file:q8.gguf Q8_0 <declared q8.gguf#general.file_type>',
    ]);
  });

  it('that lie beside a model say what they are themselves', () => {
    const files = {
      'model.safetensors': makeSafetensors({ a: ['F32', 1] }),
      'mmproj.gguf': makeGguf({ 'general.architecture': 'clip', 'general.name': 'Eye' }),
    };
    expect(shownClaims(files, 'name')).toEqual(['file:mmproj.gguf Eye <declared mmproj.gguf#general.name>']);
    expect(shownClaims(files, 'parameters.count')[0]).toBe('1 <measured model.safetensors>');
  });

  it('that are shards are counted together, and the first says what they are', () => {
    const files = {
      'toy-00001-of-00002.gguf': makeGguf({ 'general.name': 'Toy' }, { a: F32 }),
      'toy-00002-of-00002.gguf': makeGguf({}, { b: F32 }),
    };
    expect(shownClaims(files, 'parameters.count')).toEqual(['16 <measured toy-00001-of-00002.gguf and 1 more>']);
    expect(shownClaims(files, 'name')).toHaveLength(1);
  });
});
