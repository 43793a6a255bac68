// SPDX-License-Identifier: Apache-2.0
import { makeSafetensors } from '../../safetensors.js';
import { claim, folder, measured, only, safetensors, type Fixture } from '../shown.js';
import { llama } from './llama-gguf.js';
import { llamaFolder, type Tensors } from './llama-folder.js';

const EMBEDDING = { name: 'model.embed_tokens.weight', shape: [100, 8], type: 'F32' };

/** As bitsandbytes packs them: two in a byte. */
const packed: Tensors = Object.fromEntries(
  [0, 1].flatMap((i) => ['up', 'down'].map((one) => [`model.layers.${i}.mlp.${one}_proj.weight`, ['U8', 64, 1]])),
);

/** A classifier of two classes. */
const classifier = (tensors: Parameters<typeof makeSafetensors>[0], more: object = {}): Fixture['bad'][number] =>
  folder({
    'config.json': {
      architectures: ['BertForSequenceClassification'],
      model_type: 'bert',
      id2label: { 0: 'no', 1: 'yes' },
      ...more,
    },
    'model.safetensors': makeSafetensors(tensors),
  });

/** Weights as Mistral publishes them a second time. */
const mistral = (layers: number, seeing = 0): Buffer =>
  makeSafetensors({
    ...numbered('layers', layers),
    ...numbered('vision_encoder.transformer.layers', seeing),
  });
const numbered = (at: string, count: number): Parameters<typeof makeSafetensors>[0] =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${at}.${i}.attention.wq.weight`, ['BF16', 8, 8] as const]),
  );

/** Of rules over shapes and layers. */
export const SHAPES: Readonly<Record<string, Fixture>> = {
  'embedding-rows-differ': {
    bad: [only(claim('vocabulary.size', 120, 'config.json#/vocab_size'), measured('tensor.shape', EMBEDDING))],
    good: [
      only(claim('vocabulary.size', 99, 'config.json#/vocab_size'), measured('tensor.shape', EMBEDDING)),
      only(claim('vocabulary.size', 120, 'config.json#/audio_config/vocab_size'), measured('tensor.shape', EMBEDDING)),
    ],
  },
  'embedding-width-differs': {
    bad: [
      folder(llamaFolder({ hidden_size: 16 })),
      only(claim('hidden-size', 16, 'config.json#/hidden_size'), measured('tensor.shape', EMBEDDING)),
    ],
    good: [
      only(claim('hidden-size', 8, 'config.json#/hidden_size'), measured('tensor.shape', EMBEDDING)),
      only(
        claim('hidden-size', 16, 'config.json#/hidden_size'),
        claim('model-type', 'albert', 'config.json'),
        measured('tensor.shape', EMBEDDING),
      ),
      folder(llamaFolder({ hidden_size: 16, num_attention_heads: 8, embedding_size: 8 })),
      folder(llamaFolder({}, { 'model.embed_tokens.weight': ['U32', 100, 1] })),
    ],
  },
  'labels-differ': {
    bad: [
      classifier({ 'classifier.weight': ['F32', 3, 8] }),
      classifier({ 'classifier.out_proj.weight': ['F32', 9, 8] }),
    ],
    good: [
      classifier({ 'classifier.weight': ['F32', 2, 8] }),
      // The first of two layers, by a name that is that of the last elsewhere.
      classifier({ 'classifier.dense.weight': ['F32', 8, 8], 'classifier.out_proj.weight': ['F32', 2, 8] }),
      classifier({ 'classifier.weight': ['F32', 3, 8], 'score.weight': ['F32', 2, 8] }),
      classifier({ 'classifier.weight': ['U8', 8, 1] }),
      classifier({ 'classifier.weight': ['F32', 3, 8] }, { id2label: undefined }),
      classifier({ 'classifier.weight': ['F32', 3, 8] }, { architectures: ['BertModel'] }),
    ],
  },
  'layers-differ': {
    bad: [
      {
        claims: [claim('layers', 4, 'config.json#/num_hidden_layers')],
        files: { 'model.safetensors': safetensors({ 'model.layers.0.w': [1], 'model.layers.1.w': [1] }) },
      },
      folder(llamaFolder({ num_hidden_layers: 3 })),
      folder({ ...llamaFolder({}), 'consolidated.safetensors': mistral(9) }),
      folder({ ...llamaFolder({}), 'consolidated.safetensors': mistral(1) }),
      folder(llamaFolder({ num_hidden_layers: 1 })),
    ],
    good: [
      folder(llamaFolder({ num_hidden_layers: 1, model_type: 'deepseek_v3' })),
      folder({ ...llamaFolder({}), 'consolidated.safetensors': mistral(2) }),
      // A tower that sees has layers of its own.
      folder({ ...llamaFolder({}), 'consolidated.safetensors': mistral(2, 24) }),
      folder({ ...llamaFolder({}), 'original/consolidated.safetensors': mistral(9) }),
      {
        claims: [claim('layers', 4, 'config.json#/num_hidden_layers')],
        files: {
          'pytorch_model.bin': 'x',
          'extra/draft.safetensors': safetensors({ 'layers.0.w': [1] }),
          'b.safetensors': safetensors({ 'layers.0.w': [1] }),
        },
      },
      {
        claims: [claim('layers', 2, 'config.json#/num_hidden_layers')],
        files: { 'model.safetensors': safetensors({ 'model.layers.0.w': [1], 'model.layers.1.w': [1] }) },
      },
    ],
  },
  'experts-not-there': {
    bad: [
      folder(llamaFolder({ num_local_experts: 8 })),
      folder(llamaFolder({ num_experts: 64, model_type: 'qwen3_moe' })),
    ],
    good: [
      folder(llamaFolder({ num_local_experts: 0 })),
      folder(llamaFolder({ num_experts: 1 })),
      folder(llamaFolder({ n_routed_experts: null })),
      folder(llamaFolder({ num_experts: 8, moe_every_n_layers: 0 })),
      folder(
        llamaFolder(
          { num_local_experts: 8, model_type: 'mixtral' },
          { 'model.layers.0.block_sparse_moe.gate.weight': ['BF16', 8, 8] },
        ),
      ),
      folder(
        llamaFolder(
          { n_routed_experts: 8, model_type: 'deepseek_v3' },
          { 'model.layers.1.mlp.experts.0.up_proj.weight': ['BF16', 8, 8] },
        ),
      ),
    ],
  },
  'gguf-model-differs': {
    bad: [
      folder({ ...llamaFolder({}), 'm-F16.gguf': llama({}) }),
      folder({
        ...llamaFolder({ hidden_size: 512, num_hidden_layers: 16 }),
        'm-F16.gguf': llama({ 'general.name': 'Other' }),
      }),
    ],
    good: [
      folder({ ...llamaFolder({ hidden_size: 512 }), 'm-F16.gguf': llama({}), 'm-F16-2.gguf': llama({}) }),
      folder({ 'm-F16.gguf': llama({}) }),
      // A layer more that predicts a further token.
      folder({
        ...llamaFolder({ hidden_size: 512, num_hidden_layers: 1 }),
        'm-F16.gguf': llama({ 'llama.nextn_predict_layers': 1 }),
      }),
      folder({ ...llamaFolder({}), 'm-draft-F16.gguf': llama({}) }),
      folder({ ...llamaFolder({}), 'other/m-F16.gguf': llama({}) }),
      // A collection, whose configuration is of one of them.
      folder({ ...llamaFolder({}), 'a.gguf': llama({}), 'b.gguf': llama({ 'llama.embedding_length': 8 }) }),
      folder({ ...llamaFolder({ vision_config: { hidden_size: 64 } }), 'm-F16.gguf': llama({}) }),
      folder({
        'config.json': { text_config: { hidden_size: 512, num_hidden_layers: 2 }, vision_config: { hidden_size: 64 } },
        'm-F16.gguf': llama({}),
      }),
    ],
  },
  'projection-shapes-differ': {
    bad: [
      folder(llamaFolder({ intermediate_size: 24 })),
      folder(llamaFolder({ num_key_value_heads: 4 })),
      folder(llamaFolder({ num_attention_heads: 2, head_dim: 2 })),
      folder(llamaFolder({ head_dim: 4 })),
      folder(llamaFolder({}, { 'model.layers.1.mlp.down_proj.weight': ['BF16', 8, 12] })),
      folder({
        'config.json': { model_type: 'qwen3_moe', moe_intermediate_size: 6 },
        'model.safetensors': makeSafetensors({ 'model.layers.0.mlp.experts.3.up_proj.weight': ['BF16', 4, 8] }),
      }),
      folder({
        'config.json': { model_type: 'mixtral', intermediate_size: 6 },
        'model.safetensors': makeSafetensors({ 'model.layers.0.block_sparse_moe.experts.3.w2.weight': ['BF16', 8, 4] }),
      }),
    ],
    good: [
      folder(llamaFolder({})),
      folder(llamaFolder({ model_type: 'gemma4_text' }, { 'model.layers.1.self_attn.k_proj.weight': ['BF16', 16, 8] })),
      folder(llamaFolder({ intermediate_size: [16, 24] })),
      folder(llamaFolder({ intermediate_size: 24 }, packed)),
    ],
  },
  'output-layer-missing': {
    bad: [folder(llamaFolder({ tie_word_embeddings: false }))],
    good: [
      folder(llamaFolder({ tie_word_embeddings: true })),
      folder(llamaFolder({ tie_word_embeddings: false }, { 'lm_head.weight': ['BF16', 100, 8] })),
      folder(llamaFolder({ tie_word_embeddings: false }, { 'lm_head.qweight': ['I32', 1, 100] })),
      folder(llamaFolder({ tie_word_embeddings: false, architectures: ['LlamaModel'] })),
    ],
  },
  'vocabulary-larger-than-embeddings': {
    bad: [only(measured('vocabulary.size', 120, 'tokenizer.json'), measured('tensor.shape', EMBEDDING))],
    good: [only(measured('vocabulary.size', 100, 'tokenizer.json'), measured('tensor.shape', EMBEDDING))],
  },
};
