// SPDX-License-Identifier: Apache-2.0
import { makeGguf } from '../../gguf.js';
import { claim, folder, measured, only, type Fixture } from '../shown.js';
import { llamaFolder } from './llama-folder.js';
import { llama } from './llama-gguf.js';

/** Of rules over types, counts and what GGUF headers state. */
export const NUMBERS: Readonly<Record<string, Fixture>> = {
  'parameters-differ': {
    bad: [
      only(claim('parameters.stated', '7B'), measured('parameters.count', 4368)),
      only(claim('name', 'Toy Llama 7B'), measured('parameters.count', 1.1e9)),
      only(claim('parameters.stated', 100), measured('parameters.count', 1000)),
      only(claim('repository.id', 'acme/toy-7B'), measured('parameters.count', 1e9)),
      { ...only(measured('parameters.count', 1e9)), uri: 'file:///models/Toy_7B_chat/' },
      { files: { 'toy-7B-F16.gguf': llama({}), 'small.gguf': llama({}) } },
      { files: { 'a-F16.gguf': llama({}), 'b-F16.gguf': llama({}) }, uri: 'file:///models/toy%207B' },
      folder({ ...llamaFolder({}), 'README.md': '---\nmodel_name: Toy 2B\n---\n' }),
    ],
    good: [
      only(claim('parameters.stated', '7B'), measured('parameters.count', 6_738_415_616)),
      only(claim('name', 'Mixtral-8x7B'), measured('parameters.count', 46e9)),
      only(claim('name', 'Qwen3-30B-A3B'), measured('parameters.count', 30e9)),
      only(claim('name', 'Phi-mini-4k-instruct'), measured('parameters.count', 4e9)),
      only(claim('name', 'Llama-4-Scout-17B-16E'), measured('parameters.count', 109e9)),
      only(claim('name', 'lora-7B'), claim('adapter', 'LORA'), measured('parameters.count', 1e6)),
      only(claim('parameters.stated', '7B')),
      only(claim('name', 'OLMoE-1B-7B-0924'), measured('parameters.count', 6.9e9)),
      only(claim('name', 'Qwen-1_8B, of 100B tokens'), measured('parameters.count', 1.8e9)),
      only(claim('repository.id', '7B-club/toy'), measured('parameters.count', 1e9)),
      only(
        claim('name', 'Qwen2.5-Omni-3B'),
        claim('layers', 32, 'config.json#/vision_config/num_hidden_layers'),
        measured('parameters.count', 5.5e9),
      ),
      { ...only(measured('parameters.count', 6.7e9)), uri: 'file:///models/Toy_7B_chat' },
      { ...only(measured('parameters.count', 1e6)), uri: 'file:///models/100%' },
      { ...only(claim('adapter', 'LORA'), measured('parameters.count', 1e6)), uri: 'file:///models/toy-7B-lora' },
      { files: { 'toy-1.8M-F16.gguf': llama({}), 'mmproj-7B.gguf': llama({ 'general.architecture': 'clip' }) } },
      {
        files: { 'main.gguf': llama({}), 'draft.gguf': makeGguf({ 'general.architecture': 'llama' }) },
        uri: 'file:///toy-2M',
      },
      { files: { 'vocabulary-7B.gguf': makeGguf({ 'general.architecture': 'llama' }) } },
    ],
  },
  'dtype-differs': {
    bad: [only(claim('dtype', 'bfloat16', 'config.json'), measured('tensor.types', { F32: 10, BF16: 1 }))],
    good: [
      only(claim('dtype', 'torch.float32', 'config.json'), measured('tensor.types', { F32: 10, BF16: 1 })),
      only(claim('dtype', 'bfloat16', 'config.json'), measured('tensor.types', { I32: 10, BF16: 1 })),
    ],
  },
  'quantization-not-there': {
    bad: [
      only(claim('quantization.method', 'gptq', 'config.json'), measured('tensor.types', { F16: 10 })),
      { files: { 'm-Q4_K_M.gguf': llama({}, 1) } },
      { files: { 'a.gguf': llama({ 'general.file_type': 15 }, 1), 'b.gguf': llama({}, 1) } },
    ],
    good: [
      only(claim('quantization.method', 'gptq', 'config.json'), measured('tensor.types', { I32: 10, F16: 1 })),
      only(claim('quantization.method', 'bitnet', 'config.json'), measured('tensor.types', { BF16: 10 })),
      { files: { 'm-Q4_K_M.gguf': llama({}, 12) } },
      { files: { 'm-f16.q6_K.gguf': llama({}, 1) } },
    ],
  },
  'quantization-differs': {
    bad: [
      { files: { 'm-Q8_0.gguf': llama({}, 12) } },
      { files: { 'm-F16.gguf': llama({}, 12) } },
      { files: { 'm-Q4_K_M.gguf': llama({}, 13) } },
      { files: { 'm.gguf': llama({ 'general.file_type': 7 }, 12) } },
      { files: { 'm-f16.gguf': llama({}, 30) } },
      { files: { 'm-UD-Q4_K_XL.gguf': llama({}, 10) } },
      { files: { 'm-IQ2_M.gguf': llama({}, 12) } },
    ],
    good: [
      { files: { 'm-Q4_K_M.gguf': llama({ 'general.file_type': 15 }, 12) } },
      { files: { 'm-Q4_K_M.gguf': llama({}, 6) } },
      { files: { 'm-Q8_0_imat.gguf': llama({}, 8), 'm-q4.gguf': llama({}, 12), 'm-BF16.gguf': llama({}, 30) } },
      { files: { 'gpt-oss-20b-Q4_K_M.gguf': llama({}, 39) } },
      { files: { 'm-UD-Q2_K_XL.gguf': llama({}, 11) } },
      { files: { 'm-IQ3_XS.gguf': llama({}, 18), 'm-IQ2_M.gguf': llama({}, 22) } },
      { files: { 'mmproj-F16.gguf': llama({ 'general.architecture': 'clip' }, 8) } },
      { files: { 'lora-F16.gguf': llama({ 'general.type': 'adapter' }, 8) } },
    ],
  },
  'quantization-tag-differs': {
    bad: [
      folder({ ...llamaFolder({}), 'README.md': '---\ntags: [4-bit, quantized]\n---\n' }),
      only(claim('tag', 'gptq'), measured('tensor.types', { F32: 5, BF16: 7 })),
      only(claim('tag', '8-bit precision'), measured('tensor.types', { F16: 7 })),
    ],
    good: [
      only(claim('tag', '4-bit'), measured('tensor.types', { F16: 7, U8: 100 })),
      only(claim('tag', 'gptq'), measured('tensor.types', { I32: 100, F16: 70 })),
      only(claim('tag', 'quantized'), measured('tensor.types', { BF16: 7 })),
      only(claim('tag', '4-bit'), claim('adapter', 'LORA'), measured('tensor.types', { F32: 7 })),
      // Trained on a quantised base, and merged: whose tags were copied.
      only(
        claim('tag', '4-bit'),
        claim('base-model', 'unsloth/llama-3-8b-bnb-4bit'),
        measured('tensor.types', { F16: 7 }),
      ),
      only(
        claim('tag', 'awq'),
        claim('quantization.method', 'awq', 'config.json'),
        measured('tensor.types', { F16: 7 }),
      ),
      { claims: [claim('tag', 'gptq'), measured('tensor.types', { F16: 7 })], files: { 'gptq-4bit.pt': 'x' } },
      only(claim('tag', '4-bit'), measured('tensor.types', { F16: 7 }), {
        ...measured('tensor.types', { I32: 7 }, '4bit/model.safetensors'),
        subject: 'file:4bit/model.safetensors',
      }),
    ],
  },
  'quantization-not-told': {
    bad: [only(measured('tensor.types', { I32: 10, F16: 1 }))],
    good: [
      only(measured('tensor.types', { I32: 10, F16: 1 }), claim('quantization.method', 'gptq', 'config.json')),
      { claims: [measured('tensor.types', { Q4_K: 10 })], files: { 'm-Q4_K_M.gguf': 'x' } },
      only(measured('tensor.types', { F16: 10, I64: 1 })),
    ],
  },
  'gguf-sizes-differ': {
    bad: [
      { files: { 'm.gguf': llama({ 'llama.block_count': 3 }) } },
      { files: { 'm.gguf': llama({ 'llama.block_count': 1 }) } },
      { files: { 'm.gguf': llama({ 'tokenizer.ggml.tokens': ['a', 'b'] }) } },
      { files: { 'm.gguf': llama({ 'llama.vocab_size': 5 }) } },
      { files: { 'm.gguf': llama({ 'llama.embedding_length': 1024 }) } },
      { files: { 'm.gguf': llama({ 'llama.attention.head_count_kv': 1 }) } },
      { files: { 'm.gguf': llama({ 'llama.attention.key_length': 32 }) } },
      { files: { 'm.gguf': llama({ 'llama.feed_forward_length': 2048 }) } },
      { files: { 'a.gguf': llama({}), 'b.gguf': llama({ 'llama.block_count': 3 }) } },
    ],
    good: [
      { files: { 'm.gguf': llama({}), 'q.gguf': llama({}, 12) } },
      { files: { 'm.gguf': llama({ 'llama.block_count': 3, 'llama.nextn_predict_layers': 1 }) } },
      { files: { 'm.gguf': llama({ 'llama.vocab_size': 3 }) } },
      { files: { 'm.gguf': llama({ 'llama.attention.head_count_kv': ['1', '2'] }) } },
      { files: { 'vocabulary.gguf': makeGguf({ 'general.architecture': 'llama', 'llama.block_count': 32 }) } },
      { files: { 'mmproj.gguf': llama({ 'general.architecture': 'clip' }) } },
      { files: { 'lora.gguf': llama({ 'general.type': 'adapter', 'llama.block_count': 9 }) } },
    ],
  },
};
