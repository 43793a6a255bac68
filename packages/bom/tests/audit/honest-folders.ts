// SPDX-License-Identifier: Apache-2.0
import { makeGguf, type GgufValue } from '../gguf.js';
import type { Files } from '../model.js';
import { makeSafetensors } from '../safetensors.js';

type Tensors = Parameters<typeof makeSafetensors>[0];

/** Tensors of BF16 by name and shape. */
const bf16 = (shapes: Readonly<Record<string, readonly number[]>>): Tensors =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, ['BF16', ...shape]]));

const weights = (shapes: Readonly<Record<string, readonly number[]>>): Buffer => makeSafetensors(bf16(shapes));

/** A layer as Llama has it: 8 wide, four heads of 2, two for keys, feed-forward of 16. */
const layer = (at: string): Readonly<Record<string, readonly number[]>> => ({
  [`${at}.self_attn.q_proj.weight`]: [8, 8],
  [`${at}.self_attn.k_proj.weight`]: [4, 8],
  [`${at}.self_attn.v_proj.weight`]: [4, 8],
  [`${at}.mlp.gate_proj.weight`]: [16, 8],
  [`${at}.mlp.up_proj.weight`]: [16, 8],
  [`${at}.mlp.down_proj.weight`]: [8, 16],
});

const LANGUAGE = {
  model_type: 'llama',
  hidden_size: 8,
  intermediate_size: 16,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  num_hidden_layers: 2,
  vocab_size: 10,
};
const LAYERS = { ...layer('model.layers.0'), ...layer('model.layers.1') };
const CAUSAL = { ...LANGUAGE, architectures: ['LlamaForCausalLM'], torch_dtype: 'bfloat16' };

/** A tower that sees, of other sizes and names than the language model. */
const tower = (at: string): Readonly<Record<string, readonly number[]>> => ({
  [`${at}.encoder.layers.0.self_attn.k_proj.weight`]: [12, 12],
  [`${at}.encoder.layers.0.mlp.fc1.weight`]: [48, 12],
});
const VISION = { hidden_size: 12, intermediate_size: 48, num_attention_heads: 3, num_hidden_layers: 1 };

/** Folders of one layer whose matrices are packed, each as its library does. */
const packed = (tensors: Tensors, quantization: object, more: Tensors = {}): Files => ({
  'config.json': { ...CAUSAL, num_hidden_layers: 1, tie_word_embeddings: true, ...quantization },
  'model.safetensors': makeSafetensors({ ...bf16({ 'model.embed_tokens.weight': [10, 8] }), ...tensors, ...more }),
});

const SPLIT: Readonly<Record<string, GgufValue>> = { 'split.count': 2, 'split.tensors.count': 2 };

export const HONEST: Readonly<Record<string, Files>> = {
  'a Llama with tied embeddings and a padded table': {
    'config.json': { ...CAUSAL, tie_word_embeddings: true },
    'model.safetensors': weights({ 'model.embed_tokens.weight': [16, 8], ...LAYERS }),
  },
  'LLaVA, whose part for language says no sizes': {
    'config.json': {
      architectures: ['LlavaForConditionalGeneration'],
      model_type: 'llava',
      text_config: { model_type: 'llama', vocab_size: 10 },
      vision_config: VISION,
    },
    'model.safetensors': weights({
      'language_model.model.embed_tokens.weight': [16, 8],
      ...layer('language_model.model.layers.0'),
      ...tower('vision_tower.vision_model'),
    }),
  },
  'LLaVA, whose part for language says all': {
    'config.json': { model_type: 'llava', text_config: LANGUAGE, vision_config: VISION },
    'model.safetensors': weights({
      'language_model.model.embed_tokens.weight': [16, 8],
      ...layer('language_model.model.layers.0'),
      ...layer('language_model.model.layers.1'),
      ...tower('vision_tower.vision_model'),
    }),
  },
  'Qwen2-VL, whose configuration is flat': {
    'config.json': {
      ...LANGUAGE,
      architectures: ['Qwen2VLForConditionalGeneration'],
      model_type: 'qwen2_vl',
      vision_config: { embed_dim: 12, depth: 1, mlp_ratio: 4 },
    },
    'model.safetensors': weights({
      'model.embed_tokens.weight': [10, 8],
      ...LAYERS,
      'visual.blocks.0.attn.qkv.weight': [36, 12],
      'lm_head.weight': [10, 8],
    }),
  },
  'a T5': {
    'config.json': {
      architectures: ['T5ForConditionalGeneration'],
      model_type: 't5',
      d_model: 8,
      d_ff: 16,
      d_kv: 3,
      num_heads: 4,
      num_layers: 1,
      vocab_size: 10,
      tie_word_embeddings: false,
    },
    'model.safetensors': weights({
      'shared.weight': [10, 8],
      'encoder.block.0.layer.0.SelfAttention.k.weight': [12, 8],
      'decoder.block.0.layer.2.DenseReluDense.wo.weight': [8, 16],
      'lm_head.weight': [10, 8],
    }),
  },
  'a Whisper': {
    'config.json': {
      architectures: ['WhisperForConditionalGeneration'],
      model_type: 'whisper',
      d_model: 8,
      encoder_layers: 2,
      decoder_layers: 1,
      num_hidden_layers: 2,
      encoder_attention_heads: 4,
      vocab_size: 10,
    },
    'model.safetensors': weights({
      'model.encoder.layers.0.self_attn.k_proj.weight': [8, 8],
      'model.encoder.layers.1.self_attn.k_proj.weight': [8, 8],
      'model.decoder.embed_tokens.weight': [10, 8],
      'model.decoder.layers.0.self_attn.k_proj.weight': [8, 8],
      'model.decoder.layers.0.fc1.weight': [32, 8],
    }),
  },
  'a DeepSeek with latent attention, experts and a layer that predicts further': {
    'config.json': {
      ...CAUSAL,
      architectures: ['DeepseekV3ForCausalLM'],
      model_type: 'deepseek_v3',
      kv_lora_rank: 4,
      num_key_value_heads: 4,
      moe_intermediate_size: 4,
      n_shared_experts: 2,
      num_nextn_predict_layers: 1,
      tie_word_embeddings: false,
    },
    'model.safetensors': weights({
      'model.embed_tokens.weight': [10, 8],
      'model.layers.0.mlp.up_proj.weight': [16, 8],
      'model.layers.0.self_attn.q_proj.weight': [24, 8],
      'model.layers.1.mlp.experts.0.up_proj.weight': [4, 8],
      'model.layers.1.mlp.experts.0.down_proj.weight': [8, 4],
      'model.layers.1.mlp.shared_experts.up_proj.weight': [8, 8],
      'model.layers.2.embed_tokens.weight': [10, 8],
      'lm_head.weight': [10, 8],
    }),
  },
  'a Mixtral': {
    'config.json': { ...CAUSAL, model_type: 'mixtral', num_hidden_layers: 1, num_local_experts: 2 },
    'model.safetensors': weights({
      'model.layers.0.block_sparse_moe.experts.0.w1.weight': [16, 8],
      'model.layers.0.block_sparse_moe.experts.1.w2.weight': [8, 16],
      'model.layers.0.self_attn.k_proj.weight': [4, 8],
    }),
  },
  'a Mamba': {
    'config.json': {
      architectures: ['MambaForCausalLM'],
      model_type: 'mamba',
      d_model: 8,
      hidden_size: 8,
      n_layer: 1,
      intermediate_size: 16,
      vocab_size: 10,
      tie_word_embeddings: false,
    },
    'model.safetensors': weights({
      'backbone.embeddings.weight': [16, 8],
      'backbone.layers.0.mixer.in_proj.weight': [32, 8],
    }),
  },
  'an ALBERT, which has one layer for all': {
    'config.json': { model_type: 'albert', hidden_size: 8, embedding_size: 4, num_hidden_layers: 12, vocab_size: 10 },
    'model.safetensors': weights({
      'albert.embeddings.word_embeddings.weight': [10, 4],
      'albert.encoder.albert_layer_groups.0.albert_layers.0.ffn.weight': [16, 8],
    }),
  },
  'a ConvBERT, whose embeddings are narrower as it says': {
    'config.json': { model_type: 'convbert', hidden_size: 8, embedding_size: 4, vocab_size: 10 },
    'model.safetensors': weights({ 'convbert.embeddings.word_embeddings.weight': [10, 4] }),
  },
  'a Phi of old, whose output layer has a name of its own': {
    'config.json': { ...CAUSAL, num_hidden_layers: 1, tie_word_embeddings: false },
    'model.safetensors': weights({
      'model.embed_tokens.weight': [10, 8],
      ...layer('model.layers.0'),
      'lm_head.linear.weight': [10, 8],
    }),
  },
  'a Gemma whose layers have heads of two widths': {
    'config.json': { ...LANGUAGE, model_type: 'gemma4_text', head_dim: 2 },
    'model.safetensors': weights({
      'model.embed_tokens.weight': [10, 8],
      ...LAYERS,
      'model.layers.1.self_attn.q_proj.weight': [16, 8],
      'model.layers.1.self_attn.k_proj.weight': [8, 8],
    }),
  },
  'a model of diffusers': {
    'model_index.json': { _class_name: 'StableDiffusionPipeline', unet: ['diffusers', 'UNet2DConditionModel'] },
    'unet/config.json': { _class_name: 'UNet2DConditionModel', layers_per_block: 2 },
    'unet/diffusion_pytorch_model.safetensors': weights({ 'down_blocks.0.resnets.0.conv1.weight': [8, 8, 3, 3] }),
    'text_encoder/config.json': { architectures: ['CLIPTextModel'], hidden_size: 12, vocab_size: 20 },
    'text_encoder/model.safetensors': weights({ 'text_model.embeddings.token_embedding.weight': [20, 12] }),
    'tokenizer/tokenizer_config.json': { tokenizer_class: 'CLIPTokenizer', model_max_length: 77 },
  },
  'a model of sentence-transformers': {
    'modules.json': [{ idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Transformer' }],
    'config.json': {
      architectures: ['BertModel'],
      model_type: 'bert',
      hidden_size: 8,
      num_hidden_layers: 1,
      vocab_size: 10,
    },
    'model.safetensors': weights({
      'embeddings.word_embeddings.weight': [10, 8],
      'encoder.layer.0.output.dense.weight': [8, 32],
    }),
    '1_Pooling/config.json': { word_embedding_dimension: 8 },
    '2_Dense/config.json': { in_features: 8, out_features: 4 },
    '2_Dense/model.safetensors': weights({ 'linear.weight': [4, 8] }),
  },
  'weights of GPTQ': packed(
    {
      'model.layers.0.mlp.up_proj.qweight': ['I32', 1, 16],
      'model.layers.0.mlp.up_proj.scales': ['F16', 1, 16],
      'model.layers.0.self_attn.k_proj.qweight': ['I32', 1, 4],
    },
    { quantization_config: { quant_method: 'gptq', bits: 4 } },
  ),
  'weights of bitsandbytes': packed(
    { 'model.layers.0.mlp.up_proj.weight': ['U8', 64, 1], 'model.layers.0.mlp.up_proj.weight.absmax': ['F32', 2] },
    { quantization_config: { quant_method: 'bitsandbytes', load_in_4bit: true } },
  ),
  'weights of MLX': packed(
    { 'model.embed_tokens.weight': ['U32', 10, 1], 'model.layers.0.mlp.up_proj.weight': ['U32', 16, 1] },
    { quantization: { bits: 4, group_size: 64 }, quantization_config: { bits: 4 } },
  ),
  'weights of FP8': packed(
    {
      'model.layers.0.mlp.up_proj.weight': ['F8_E4M3', 16, 8],
      'model.layers.0.mlp.up_proj.weight_scale_inv': ['F32', 1, 1],
    },
    { quantization_config: { quant_method: 'fp8' } },
  ),
  'a BitNet that is quantised when it is loaded': packed(bf16(layer('model.layers.0')), {
    quantization_config: { quant_method: 'bitnet', quantization_mode: 'online' },
  }),
  'weights that compressed-tensors left dense': packed(bf16(layer('model.layers.0')), {
    quantization_config: { quant_method: 'compressed-tensors', format: 'dense' },
  }),
  'weights whose cache alone is quantised': packed(bf16(layer('model.layers.0')), {
    quantization_config: { quant_method: 'compressed-tensors', config_groups: {}, kv_cache_scheme: { num_bits: 8 } },
  }),
  'Qwen2.5-VL, whose language model lies within': {
    'config.json': { ...LANGUAGE, model_type: 'qwen2_5_vl', text_config: LANGUAGE, vision_config: VISION },
    'model.safetensors': weights({
      'model.language_model.embed_tokens.weight': [10, 8],
      ...layer('model.language_model.layers.0'),
      ...layer('model.language_model.layers.1'),
      'model.visual.blocks.0.mlp.gate_proj.weight': [48, 12],
    }),
  },
  'InternVL, whose language model has a name of its own': {
    'config.json': { model_type: 'internvl_chat', llm_config: LANGUAGE, vision_config: VISION },
    'model.safetensors': weights({
      'language_model.model.embed_tokens.weight': [10, 8],
      ...layer('language_model.model.layers.0'),
      ...layer('language_model.model.layers.1'),
      'vision_model.encoder.layers.0.mlp.fc1.weight': [48, 12],
    }),
  },
  'Llama 3, which ends texts with one of several tokens': {
    'config.json': { ...CAUSAL, vocab_size: 12, bos_token_id: 9, eos_token_id: [10, 11], max_position_embeddings: 64 },
    'generation_config.json': { bos_token_id: 9, eos_token_id: [10, 11], pad_token_id: 10 },
    'tokenizer_config.json': {
      tokenizer_class: 'PreTrainedTokenizerFast',
      model_max_length: 64,
      bos_token: '<|begin_of_text|>',
      eos_token: '<|eot_id|>',
      added_tokens_decoder: { 10: { content: '<|end_of_text|>' }, 11: { content: '<|eot_id|>' } },
    },
    'model.safetensors': weights({ 'model.embed_tokens.weight': [12, 8], ...LAYERS, 'lm_head.weight': [12, 8] }),
  },
  'weights in two files, with their index': {
    'config.json': { ...CAUSAL, tie_word_embeddings: false },
    'model.safetensors.index.json': {
      metadata: { total_size: 2368 },
      weight_map: {
        'model.embed_tokens.weight': 'model-00001-of-00002.safetensors',
        ...Object.fromEntries(Object.keys(LAYERS).map((name) => [name, 'model-00002-of-00002.safetensors'])),
        'lm_head.weight': 'model-00001-of-00002.safetensors',
      },
    },
    'model-00001-of-00002.safetensors': weights({ 'model.embed_tokens.weight': [10, 8], 'lm_head.weight': [10, 8] }),
    'model-00002-of-00002.safetensors': weights(LAYERS),
  },
  'a model of diffusers with an index for each precision': {
    'unet/diffusion_pytorch_model.safetensors.index.json': {
      weight_map: { a: 'diffusion_pytorch_model-00001-of-00001.safetensors' },
    },
    'unet/diffusion_pytorch_model.safetensors.index.fp16.json': {
      weight_map: { a: 'diffusion_pytorch_model.fp16-00001-of-00001.safetensors' },
    },
    'unet/diffusion_pytorch_model-00001-of-00001.safetensors': weights({ a: [8] }),
    'unet/diffusion_pytorch_model.fp16-00001-of-00001.safetensors': weights({ a: [8] }),
  },
  'an adapter with a layer that is saved whole': {
    'adapter_config.json': {
      peft_type: 'LORA',
      r: 4,
      target_modules: ['q_proj', 'v_proj'],
      modules_to_save: ['lm_head'],
      rank_pattern: { 'layers.1.self_attn.q_proj': 2 },
    },
    'adapter_model.safetensors': weights({
      'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight': [4, 8],
      'base_model.model.model.layers.1.self_attn.q_proj.lora_A.weight': [2, 8],
      'base_model.model.model.layers.1.self_attn.q_proj.lora_B.weight': [8, 2],
      'base_model.model.model.layers.0.self_attn.v_proj.lora_A.weight': [4, 8],
      'base_model.model.lm_head.weight': [10, 8],
    }),
  },
  'a GGUF model in two files': {
    'm-Q8_0-00001-of-00002.gguf': makeGguf(
      { 'general.architecture': 'llama', 'llama.block_count': 2, 'split.no': 0, ...SPLIT },
      { 'blk.0.ffn_up.weight': { shape: [32, 32], type: 8, sizeBytes: 1088 } },
    ),
    'm-Q8_0-00002-of-00002.gguf': makeGguf(
      { 'split.no': 1, ...SPLIT },
      { 'blk.1.ffn_up.weight': { shape: [32, 32], type: 8, sizeBytes: 1088 } },
    ),
  },
  'GGUF files beside the configuration of what they were made from': {
    'config.json': { ...CAUSAL, tie_word_embeddings: false },
    'm-F16.gguf': makeGguf(
      { 'general.architecture': 'llama', 'llama.block_count': 1 },
      { 'blk.0.ffn_up.weight': { shape: [32, 32], type: 1, sizeBytes: 2048 } },
    ),
  },
  'a data set': { 'README.md': '---\nlicense: mit\n---\n# d\n', 'data/train-00000-of-00002.parquet': 'x' },
  'a tokenizer alone': {
    'config.json': { model_type: 'llama' },
    'tokenizer.json': { model: { type: 'BPE', vocab: { a: 0 } }, added_tokens: [] },
    'tokenizer_config.json': { tokenizer_class: 'PreTrainedTokenizerFast', model_max_length: 1e30 },
  },
};
