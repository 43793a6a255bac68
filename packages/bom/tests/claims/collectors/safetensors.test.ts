// SPDX-License-Identifier: Apache-2.0
import { claimsIn, showClaim, shownClaims } from '../../model.js';
import { makeSafetensors, makeSafetensorsOf } from '../../safetensors.js';

const EMBEDDING = { 'model.embed_tokens.weight': ['BF16', 8, 4] } as const;
const HEAD = { 'lm_head.weight': ['BF16', 8, 4] } as const;
const NORM = { 'model.norm.weight': ['F32', 4] } as const;

describe('the tensors of a file', () => {
  const files = { 'model.safetensors': makeSafetensors({ ...EMBEDDING, ...NORM }, { format: 'pt' }) };

  it('are counted by type, and telling shapes are told', () => {
    expect(claimsIn(files).claims.map((claim) => `${claim.name}: ${showClaim(claim)}`)).toEqual([
      'file.framework: file:model.safetensors pt <declared model.safetensors#/__metadata__/format>',
      'tensor.types: {"BF16":32,"F32":4} <measured model.safetensors>',
      'tensor.count: 2 <measured model.safetensors>',
      'parameters.count: 36 <measured model.safetensors>',
      'tensor.shape: {"name":"model.embed_tokens.weight","shape":[8,4],"type":"BF16"} <measured model.safetensors#/model.embed_tokens.weight>',
      'tied-embeddings: true <inferred model.safetensors#/model.embed_tokens.weight>',
    ]);
    expect(claimsIn(files).remarks).toEqual([]);
  });

  it('have a licence and a base where the header says so', () => {
    const stated = { 'm.safetensors': makeSafetensors(NORM, { license: 'gpl-3.0', base_model: 'a/b' }) };
    expect(shownClaims(stated, 'license')).toEqual(['gpl-3.0 <declared m.safetensors#/__metadata__/license>']);
    expect(shownClaims(stated, 'base-model')).toEqual(['a/b <declared m.safetensors#/__metadata__/base_model>']);
  });

  it.each([
    ['a head of its own', { ...EMBEDDING, ...HEAD }, ['false <inferred model.safetensors#/model.embed_tokens.weight>']],
    ['a base model without a head', { 'embed_tokens.weight': ['F32', 2] as const }, []],
    ['an encoder', { 'bert.embeddings.word_embeddings.weight': ['F32', 2] as const }, []],
    ['an adapter', { 'base_model.model.model.embed_tokens.weight': ['F32', 2] as const }, []],
  ])('of %s share embeddings: %j', (_, tensors, expected) => {
    expect(shownClaims({ 'model.safetensors': makeSafetensors(tensors) }, 'tied-embeddings')).toEqual(expected);
  });

  it.each([
    ['GPTQ', { 'a.qweight': ['I32', 2, 2], 'a.scales': ['F16', 2] }],
    ['bitsandbytes', { 'a.weight': ['U8', 4], 'a.weight.absmax': ['F32', 1] }],
    ['block-wise FP8', { 'a.weight': ['F8_E4M3', 4], 'a.weight_scale_inv': ['F32', 1] }],
  ] as const)('that %s packs are counted by type, and are no parameters', (_, tensors) => {
    const packed = { 'model.safetensors': makeSafetensors(tensors) };
    expect(shownClaims(packed, 'tensor.types')).toHaveLength(1);
    expect(shownClaims(packed, 'parameters.count')).toEqual([]);
  });
});

describe('shards', () => {
  const shards = {
    'model-00001-of-00002.safetensors': makeSafetensors(EMBEDDING),
    'model-00002-of-00002.safetensors': makeSafetensors(HEAD),
  };

  it('are counted together', () => {
    const where = 'model-00001-of-00002.safetensors and 1 more';
    expect(shownClaims(shards, 'tensor.types')).toEqual([`{"BF16":64} <measured ${where}>`]);
    expect(shownClaims(shards, 'parameters.count')).toEqual([`64 <measured ${where}>`]);
    expect(shownClaims(shards, 'file.shard')[1]).toBe(
      'file:model-00002-of-00002.safetensors {"index":2,"total":2} <inferred model-00002-of-00002.safetensors>',
    );
  });

  it.each([
    ['is missing', { 'model-00001-of-00003.safetensors': makeSafetensors(EMBEDDING) }, []],
    ['is beyond their number', { ...shards, 'model-00005-of-00002.safetensors': makeSafetensors({}) }, ['malformed']],
  ])('of which one %s give no number of parameters', (_, files, remarks) => {
    expect(shownClaims(files, 'tensor.types')).toHaveLength(1);
    expect(shownClaims(files, 'parameters.count')).toEqual([]);
    expect(shownClaims(files, 'tied-embeddings')).toEqual([]);
    expect(claimsIn(files).remarks.map(({ kind }) => kind)).toEqual(remarks);
  });

  it('that have a tensor twice give no number of parameters', () => {
    const files = { ...shards, 'model-00002-of-00002.safetensors': makeSafetensors(EMBEDDING) };
    expect(shownClaims(files, 'parameters.count')).toEqual([]);
    expect(claimsIn(files).remarks.map(({ kind }) => kind)).toEqual(['duplicate-key']);
  });

  it('of what an index says is stated', () => {
    const index = { metadata: { total_size: 128, total_parameters: 64 }, weight_map: {} };
    expect(shownClaims({ 'model.safetensors.index.json': index }, 'parameters.stated')).toEqual([
      '64 <declared model.safetensors.index.json#/metadata/total_parameters>',
    ]);
  });
});

describe('several files of tensors', () => {
  it.each([
    ['a subfolder', { 'model.safetensors': 'model', 'other/model.safetensors': 'file:other/model.safetensors' }],
    ['the same folder', { 'consolidated.safetensors': 'file:consolidated.safetensors', 'model.safetensors': 'model' }],
    [
      'folders alone',
      { 'unet/a.safetensors': 'file:unet/a.safetensors', 'vae/a.safetensors': 'file:vae/a.safetensors' },
    ],
    [
      'no file that is called as weights are',
      { 'a.safetensors': 'file:a.safetensors', 'b.safetensors': 'file:b.safetensors' },
    ],
  ])('in %s are the model or themselves', (_, subjects) => {
    const files = Object.fromEntries(Object.keys(subjects).map((name) => [name, makeSafetensors(NORM)]));
    const { claims } = claimsIn(files);
    const counts = claims.filter(({ name }) => name === 'parameters.count');
    expect(counts.map(({ subject }) => subject)).toEqual(Object.values(subjects));
  });
});

describe('a header that lies', () => {
  const entry = (dtype: string, shape: number[], begin: number, end: number): object => ({
    dtype,
    shape,
    data_offsets: [begin, end],
  });

  it.each([
    ['of more elements than bytes', { a: entry('F32', [1e12], 0, 4) }, 4],
    ['of bytes beyond the file', { a: entry('F32', [1e6], 0, 4e6) }, 4],
    ['of a type that nobody knows', { a: entry('Q9', [4], 0, 4) }, 4],
    [
      'of bytes that many tensors share',
      Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`t${i}`, entry('U8', [4000], 0, 4000)])),
      4000,
    ],
    ['of no tensor at all', { a: {} }, 0],
  ])('%s is not counted, and remarked', (_, header, dataBytes) => {
    const { claims, remarks } = claimsIn({ 'model.safetensors': makeSafetensorsOf(header, dataBytes) });
    expect(claims.filter(({ name }) => name !== 'opaque')).toEqual([]);
    expect(remarks.map(({ kind }) => kind)).toEqual(['malformed']);
  });
});
