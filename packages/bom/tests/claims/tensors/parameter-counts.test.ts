// SPDX-License-Identifier: Apache-2.0
import { claimsIn, shownClaims } from '../../model.js';
import { makeSafetensors } from '../../safetensors.js';

type Tensors = Parameters<typeof makeSafetensors>[0];
const WEIGHT: Tensors = { 'a.weight': ['F32', 2, 3] };
const filesOf = (tensors: Tensors): { readonly 'model.safetensors': Buffer } => ({
  'model.safetensors': makeSafetensors(tensors),
});

describe('values that are no parameters', () => {
  it.each([
    ['positions of BERT', { 'embeddings.position_ids': ['I64', 1, 512] }, 512],
    ['positions as floats', { 'embeddings.position_ids': ['F32', 1, 4] }, 4],
    ['counts of batches', { 'bn.num_batches_tracked': ['I64'] }, 1],
    ['running means', { 'bn.running_mean': ['F32', 3], 'bn.running_var': ['F32', 3] }, 6],
    ['frequencies of rotary positions', { 'layers.0.self_attn.rotary_emb.inv_freq': ['F32', 8] }, 8],
    ['causal masks of GPT-2', { 'h.0.attn.bias': ['U8', 1, 1, 4, 4], 'h.0.attn.masked_bias': ['F32'] }, 17],
    ['switches', { 'a.mask': ['BOOL', 5] }, 5],
  ] satisfies readonly (readonly [string, Tensors, number])[])(
    'such as %s are counted apart',
    (_, tensors, buffers) => {
      const files = filesOf({ ...WEIGHT, ...tensors });
      expect(shownClaims(files, 'parameters.count')).toEqual(['6 <measured model.safetensors>']);
      expect(shownClaims(files, 'buffers.count')).toEqual([`${buffers} <measured model.safetensors>`]);
      const [types] = claimsIn(files).claims.filter(({ name }) => name === 'tensor.types');
      expect(Object.values(types?.value ?? {}).reduce((all: number, one: number) => all + one, 0)).toBe(6 + buffers);
    },
  );

  it.each([
    ['a bias of attention', { 'h.0.attn.bias': ['F32', 4] }, 10],
    ['a weight whose name ends alike', { my_inv_freqs: ['F32', 2], 'x.position_ids.weight': ['F32', 2] }, 10],
  ] satisfies readonly (readonly [string, Tensors, number])[])('are not %s', (_, tensors, parameters) => {
    const files = filesOf({ ...WEIGHT, ...tensors });
    expect(shownClaims(files, 'parameters.count')).toEqual([`${parameters} <measured model.safetensors>`]);
    expect(shownClaims(files, 'buffers.count')).toEqual([]);
  });
});

describe('weights that may be packed', () => {
  it.each([
    ['GPTQ', { 'a.qweight': ['I32', 2, 2], 'a.scales': ['F16', 2] }],
    ['integers that nobody knows', { 'b.weight': ['I32', 2] }],
    ['long integers with a scale', { 'b.weight_scale': ['I64', 2] }],
  ] satisfies readonly (readonly [string, Tensors])[])(
    'such as %s leave the number of parameters open',
    (_, tensors) => {
      const files = filesOf({ ...WEIGHT, ...tensors, position_ids: ['I64', 4] });
      expect(shownClaims(files, 'tensor.types')).toHaveLength(1);
      expect(shownClaims(files, 'parameters.count')).toEqual([]);
      expect(shownClaims(files, 'buffers.count')).toEqual([]);
    },
  );

  it('are what integers alone may be', () => {
    expect(shownClaims(filesOf({ 'a.table': ['I64', 4] }), 'parameters.count')).toEqual([]);
  });
});
