// SPDX-License-Identifier: Apache-2.0
import type { Files } from '../../model.js';
import { makeSafetensors } from '../../safetensors.js';

export type Tensors = Parameters<typeof makeSafetensors>[0];

/** A folder of a Llama of two layers, four heads of 2, two for keys; with what else it says and has. */
export const llamaFolder = (config: object, more: Tensors = {}): Files => ({
  'config.json': {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: 8,
    intermediate_size: 16,
    num_attention_heads: 4,
    num_key_value_heads: 2,
    num_hidden_layers: 2,
    vocab_size: 100,
    torch_dtype: 'bfloat16',
    ...config,
  },
  'model.safetensors': makeSafetensors({
    'model.embed_tokens.weight': ['BF16', 100, 8],
    ...Object.assign({}, ...[0, 1].map((i) => layerOf(`model.layers.${i}`))),
    ...more,
  }),
});

const layerOf = (at: string): Tensors => ({
  [`${at}.self_attn.q_proj.weight`]: ['BF16', 8, 8],
  [`${at}.self_attn.k_proj.weight`]: ['BF16', 4, 8],
  [`${at}.mlp.up_proj.weight`]: ['BF16', 16, 8],
  [`${at}.mlp.down_proj.weight`]: ['BF16', 8, 16],
});
