// SPDX-License-Identifier: Apache-2.0
import { kindOf, layerOf } from '../../src/base/tensor-names.js';

describe('the name of a tensor', () => {
  it.each([
    ['model.layers.3.mlp.down_proj.weight', 'model.layers.3', 'mlp'],
    ['model.layers.3.self_attn.q_proj.weight', 'model.layers.3', 'attention'],
    ['model.layers.12.input_layernorm.weight', 'model.layers.12', 'norm'],
    ['transformer.h.0.attn.c_attn.weight', 'transformer.h.0', 'attention'],
    ['h.0.ln_1.weight', 'h.0', 'norm'],
    ['blk.7.ffn_down.weight', 'blk.7', 'mlp'],
    ['blk.7.attn_norm.weight', 'blk.7', 'norm'],
    ['encoder.block.2.layer.0.SelfAttention.q.weight', 'encoder.block.2', 'attention'],
    ['model.layers.0.block_sparse_moe.experts.3.w1.weight', 'model.layers.0', 'mlp'],
    ['model.embed_tokens.weight', 'model.embed_tokens', 'embedding'],
    ['token_embd.weight', 'token_embd', 'embedding'],
    ['lm_head.weight', 'lm_head', 'head'],
    ['output.weight', 'output', 'head'],
    ['a', 'a', 'other'],
    ['', '', 'other'],
    ['0.weight', '0', 'other'],
    ['a.12345678.b', 'a.12345678', 'other'],
  ])('%s is of the layer %s, and for %s', (name, layer, kind) => {
    expect([layerOf(name), kindOf(name)]).toEqual([layer, kind]);
  });

  it('is looked at in part alone, however long it is', () => {
    expect(layerOf('a.'.repeat(1e6)).length).toBeLessThanOrEqual(512);
    expect(kindOf(`${'a'.repeat(1e6)}norm`)).toBe('other');
  });
});
