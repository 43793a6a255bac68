// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Files } from '../../model.js';
import { makeSafetensors } from '../../safetensors.js';
import { claim, folder, only, type Fixture, type Shown } from '../shown.js';
import { llamaFolder, type Tensors } from './llama-folder.js';

const Q_PROJ = 'base_model.model.model.layers.0.self_attn.q_proj';
const EMBEDDED: Tensors = {
  'base_model.model.model.embed_tokens.lora_embedding_A': ['F32', 8, 10],
  'base_model.model.model.embed_tokens.lora_embedding_B': ['F32', 64, 8],
};
/** Of four experts in one. */
const EXPERTS: Tensors = { 'base_model.model.model.layers.0.mlp.experts.lora_A.weight': ['F32', 32, 64] };

/** An adapter of rank 8 of the queries of one layer. */
const lora = (config: object, more: Tensors = {}): Files => ({
  'adapter_config.json': { peft_type: 'LORA', r: 8, target_modules: ['q_proj'], rank_pattern: {}, ...config },
  'adapter_model.safetensors': makeSafetensors({
    [`${Q_PROJ}.lora_A.weight`]: ['F32', 8, 64],
    [`${Q_PROJ}.lora_B.weight`]: ['F32', 64, 8],
    ...more,
  }),
});

/** A Llama of two layers, 8 wide, with a card. */
const sized = (body: string, config: object = {}): Shown =>
  folder({
    ...llamaFolder({ max_position_embeddings: 2048, ...config }),
    'README.md': `---\nlicense: mit\n---\n# Toy\n\n${body}\n`,
  });

/** A model that ends with one of its tokens, and a tokenizer that says with which. */
const ending = (config: object, token: string | object): Files => ({
  'config.json': { architectures: ['LlamaForCausalLM'], ...config },
  'tokenizer_config.json': { eos_token: token, added_tokens_decoder: { 2: { content: '<|im_end|>' } } },
  'tokenizer.json': {
    model: { type: 'BPE', vocab: { '<s>': 0, '</s>': 1 } },
    added_tokens: [
      { id: 0, content: '<s>' },
      { id: 1, content: '</s>' },
    ],
  },
});

/** A model of 2048 positions, and a tokenizer that cuts at some length. */
const reading = (length: number, config: object): Files => ({
  'config.json': { model_type: 'llama', max_position_embeddings: 2048, ...config },
  'tokenizer_config.json': { model_max_length: length },
});

/** A file of four numbers whose header says something of them, and what their digest is. */
const stating = (key: string, value: string): Buffer => makeSafetensors({ a: ['F32', 4] }, { [key]: value });
const DIGEST = createHash('sha256').update(Buffer.alloc(16)).digest('hex');

/** Of rules over adapters, tokenizers and digests. */
export const BESIDE: Readonly<Record<string, Fixture>> = {
  'adapter-tensors-differ': {
    bad: [
      folder(lora({ r: 16 })),
      folder(lora({}, { [`${Q_PROJ}.lora_B.weight`]: ['F32', 64, 2] })),
      folder(lora({ rank_pattern: { 'layers.0.self_attn.q_proj': 16 } })),
      folder(lora({ target_modules: ['v_proj'] })),
      folder(lora({ target_modules: ['proj'] })),
      folder(lora({ target_modules: ['q_proj', 'k_proj'] })),
    ],
    good: [
      folder(lora({})),
      folder(lora({ r: 16, rank_pattern: { q_proj: 8 } })),
      folder(lora({ r: 16, rank_pattern: { '^.*q_(a+)+proj': 8 } })),
      folder(lora({ target_modules: 'all-linear' })),
      folder(lora({ target_modules: '.*(a+)+$' })),
      folder(lora({}, { 'base_model.model.lm_head.weight': ['F32', 10, 64] })),
      folder(lora({ target_modules: ['q_proj', 'embed_tokens'] }, EMBEDDED)),
      folder(lora({ target_modules: [], target_parameters: ['mlp.experts.up_proj'] }, EXPERTS)),
      folder(lora({ peft_type: 'ADALORA', r: 99 })),
      folder({ 'adapter_config.json': { peft_type: 'LORA', r: 8, target_modules: ['q_proj'] } }),
    ],
  },
  'special-token-outside-vocabulary': {
    bad: [
      folder(llamaFolder({ eos_token_id: 100 })),
      folder(llamaFolder({ pad_token_id: [2, 50256] })),
      folder({ ...llamaFolder({}), 'generation_config.json': { bos_token_id: 4000 } }),
      folder({ 'config.json': { text_config: { hidden_size: 8, vocab_size: 10, eos_token_id: 10 } } }),
    ],
    good: [
      folder(llamaFolder({ eos_token_id: [1, 99], pad_token_id: -1, bos_token_id: null })),
      folder(llamaFolder({ vocab_size: 90, eos_token_id: 99 })),
      folder({ 'config.json': { eos_token_id: 50256 } }),
      folder({ 'config.json': { eos_token_id: 50256, vision_config: { vocab_size: 100 } } }),
    ],
  },
  'card-sizes-differ': {
    bad: [
      sized('- **Number of layers:** 32'),
      sized('- Hidden size: 4,096'),
      sized('Context length: 128k tokens.'),
      sized('## Model\n\n- Context window: 131072'),
    ],
    good: [
      sized('- **Number of layers:** 2\n- Hidden size: 8\n- Context length: 2048'),
      sized('Context length: 128k', { max_position_embeddings: 131072 }),
      sized('Context length: 8k'),
      sized('Context length: 512'),
      sized('Context length: 128k', { rope_scaling: { type: 'yarn', factor: 4 } }),
      sized('Context length: 32,768 natively and 131,072 tokens with YaRN'),
      sized('Context Length: Full 131,072 tokens and generation 8192 tokens'),
      // Of a family, of the base, of how it was trained, and of a model in parts.
      sized('- Number of layers: 28\n- Number of layers: 36'),
      sized('## Base model\n\n- Number of layers: 32'),
      sized('## LoRA\n\n- Number of layers: 16'),
      sized('- Number of layers: 24', { vision_config: { hidden_size: 8 } }),
      sized('- Number of layers: 12', { is_encoder_decoder: true }),
    ],
  },
  'end-token-differs': {
    bad: [
      folder(ending({ eos_token_id: 1 }, '<|im_end|>')),
      folder(ending({ eos_token_id: 2 }, '</s>')),
      folder(ending({ eos_token_id: [0, 1] }, { content: '<eot>' })),
      folder({ ...ending({ eos_token_id: 1 }, '</s>'), 'generation_config.json': { eos_token_id: 77 } }),
    ],
    good: [
      folder(ending({ eos_token_id: 1 }, '</s>')),
      folder(ending({ eos_token_id: [1, 2] }, '<|im_end|>')),
      folder({ ...ending({ eos_token_id: 1 }, '<|im_end|>'), 'generation_config.json': { eos_token_id: [1, 2] } }),
      folder(ending({ eos_token_id: 77 }, '<eot>')),
      // A chat model stops at a token of its own, as Llama 3 and ChatML have them.
      folder({ ...ending({ eos_token_id: 1 }, '</s>'), 'generation_config.json': { eos_token_id: 2 } }),
      folder({ ...ending({ eos_token_id: 1 }, '</s>'), 'generation_config.json': { eos_token_id: [77, 2] } }),
      folder({ ...ending({ eos_token_id: 77 }, '<eot>'), 'generation_config.json': { eos_token_id: 77 } }),
      folder(ending({ eos_token_id: 1, architectures: ['CLIPModel'] }, '<|im_end|>')),
    ],
  },
  'tokenizer-kind-differs': {
    bad: [
      only(claim('tokenizer', 'BertTokenizerFast'), claim('tokenizer.kind', 'BPE', 'tokenizer.json')),
      only(claim('tokenizer', 'LlamaTokenizer'), claim('tokenizer.kind', 'WordPiece', 'tokenizer.json')),
    ],
    good: [
      only(claim('tokenizer', 'BertTokenizer'), claim('tokenizer.kind', 'WordPiece', 'tokenizer.json')),
      only(claim('tokenizer', 'PreTrainedTokenizerFast'), claim('tokenizer.kind', 'Unigram', 'tokenizer.json')),
      only(claim('tokenizer', 'Qwen2Tokenizer'), claim('tokenizer.kind', 'gpt2', 'm.gguf')),
      only(claim('tokenizer', 'toString'), claim('tokenizer.kind', 'BPE', 'tokenizer.json')),
    ],
  },
  'tokenizer-longer-than-context': {
    bad: [folder(reading(4096, {})), folder(reading(4096, { rope_parameters: { rope_type: 'default' } }))],
    good: [
      folder(reading(2048, {})),
      folder(reading(1e30, {})),
      folder(reading(4096, { rope_scaling: { rope_type: 'yarn', factor: 2 } })),
      folder(reading(4096, { rope_parameters: { rope_type: 'yarn' } })),
      folder(reading(4096, { position_embedding_type: 'alibi' })),
      folder(reading(4096, { model_type: 't5' })),
    ],
  },
  'stated-digest-differs': {
    bad: [
      folder({ 'a.safetensors': stating('modelspec.hash_sha256', `0x${'0'.repeat(64)}`) }),
      folder({ 'a.safetensors': stating('sshs_model_hash', DIGEST.replace(/.$/, DIGEST.endsWith('0') ? '1' : '0')) }),
      folder({ 'a.safetensors': stating('sshs_model_hash', '0123456789ab') }),
    ],
    good: [
      folder({ 'a.safetensors': stating('modelspec.hash_sha256', `0x${DIGEST.toUpperCase()}`) }),
      folder({ 'a.safetensors': stating('sshs_model_hash', DIGEST) }),
      folder({ 'a.safetensors': stating('sshs_model_hash', DIGEST.slice(0, 12)) }),
      folder({ 'a.safetensors': stating('sshs_legacy_hash', '01234567') }),
      folder({ 'a.safetensors': stating('modelspec.hash_sha256', 'none yet') }),
      folder({ 'a.safetensors': stating('sshs_model_hash', '0'.repeat(64)).subarray(0, -1) }),
    ],
  },
};
