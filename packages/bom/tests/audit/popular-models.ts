// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { makeGguf } from '../gguf.js';
import type { Files } from '../model.js';
import { makeParquet } from '../parquet.js';
import { safetensors } from './shown.js';

/** A card as people and programs write them. */
const card = (name: string): Files => ({
  'README.md': readFileSync(new URL(`cards/${name}.md`, import.meta.url), 'utf8'),
});
const config = (model_type: string, architecture: string, more: object = {}): Files => ({
  'config.json': { model_type, architectures: [architecture], ...more },
});
const weights = { 'model.safetensors': safetensors({ w: [2] }, { format: 'pt' }) };
const adapterOf = (base: string): Files => ({
  'adapter_config.json': { peft_type: 'LORA', task_type: 'CAUSAL_LM', base_model_name_or_path: base, r: 8 },
  'adapter_model.safetensors': safetensors({ w: [2] }, { format: 'pt' }),
});

/** Models as they lie on the Hub, by kind. */
export const POPULAR_MODELS: Readonly<Record<string, Files>> = {
  'an encoder': { ...card('bert'), ...config('bert', 'BertForMaskedLM'), ...weights },
  'a fine-tuned Llama': {
    ...card('llama-finetune'),
    ...config('llama', 'LlamaForCausalLM', { _name_or_path: 'meta-llama/Llama-3.1-8B-Instruct' }),
    ...weights,
    LICENSE: 'Llama 3.1 Community License Agreement',
    NOTICE:
      'Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.',
  },
  'an instructed model of its maker': {
    ...card('official'),
    ...config('qwen2', 'Qwen2ForCausalLM', { transformers_version: '4.43.1' }),
    ...weights,
  },
  'a LoRA of SDXL': { ...card('sdxl-lora'), 'pytorch_lora_weights.safetensors': safetensors({ w: [2] }) },
  'a LoRA of kohya': {
    ...card('kohya-lora'),
    'acme.safetensors': safetensors(
      { w: [2] },
      {
        ss_sd_model_name: 'sd_xl_base_1.0.safetensors',
        ss_base_model_version: 'sdxl_base_v1-0',
        ss_network_module: 'networks.lora',
        ss_output_name: 'acme',
        ss_dataset_dirs: '{"5_acme": {"n_repeats": 5, "img_count": 20}}',
        ss_tag_frequency: '{"5_acme": {"a dog": 12}}',
        ss_training_comment: 'None',
        'modelspec.architecture': 'stable-diffusion-xl-v1-base/lora',
        'modelspec.title': 'acme',
      },
    ),
  },
  'GGUF files of a merge': {
    ...card('gguf-of-merge'),
    'Merged-7B.Q4_K_M.gguf': makeGguf(
      {
        'general.architecture': 'llama',
        'general.name': 'Merged 7B',
        'general.base_model.count': 2,
        'general.base_model.0.repo_url': 'https://huggingface.co/mistralai/Mistral-7B-v0.1',
        'general.base_model.1.repo_url': 'https://huggingface.co/HuggingFaceH4/zephyr-7b-beta',
      },
      { w: { shape: [256], type: 12, sizeBytes: 144 } },
    ),
  },
  'GGUF files of somebody who quantises': {
    ...card('gguf-quantiser'),
    'Llama-3.1-8B-Instruct-Q4_K_M.gguf': makeGguf(
      {
        'general.architecture': 'llama',
        'general.name': 'Llama 3.1 8B Instruct',
        'general.license': 'llama3.1',
        'general.base_model.count': 1,
        'general.base_model.0.name': 'Meta Llama 3.1 8B',
        'general.base_model.0.repo_url': 'https://huggingface.co/meta-llama/Meta-Llama-3.1-8B',
      },
      { w: { shape: [256], type: 12, sizeBytes: 144 } },
    ),
  },
  'sentence embeddings': {
    ...card('sentence-transformer'),
    ...config('mpnet', 'MPNetModel'),
    ...weights,
    'modules.json': [{ idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Transformer' }],
  },
  'what the Trainer writes': {
    ...card('trainer'),
    ...config('distilbert', 'DistilBertForSequenceClassification'),
    ...weights,
    'trainer_state.json': { global_step: 500, best_model_checkpoint: 'results/checkpoint-500' },
  },
  'what Unsloth writes': {
    ...card('unsloth'),
    ...config('llama', 'LlamaForCausalLM', { _name_or_path: 'unsloth/meta-llama-3.1-8b-bnb-4bit' }),
    ...weights,
  },
  'what PEFT writes': { ...card('peft'), ...adapterOf('mistralai/Mistral-7B-v0.1') },
  'a fine-tuned Whisper': {
    ...card('whisper'),
    ...config('whisper', 'WhisperForConditionalGeneration', { _name_or_path: 'openai/whisper-small' }),
    ...weights,
  },
  'a model that sees': {
    ...card('vision-language'),
    ...config('internvl_chat', 'InternVLChatModel', {
      auto_map: { AutoModel: 'modeling_internvl_chat.InternVLChatModel' },
      llm_config: { model_type: 'qwen2' },
    }),
    ...weights,
    'modeling_internvl_chat.py': 'class InternVLChatModel: ...\n',
  },
  'a merge': {
    ...card('merge'),
    ...config('mistral', 'MistralForCausalLM', { _name_or_path: 'mistralai/Mistral-7B-v0.1' }),
    ...weights,
    'mergekit_config.yml': [
      'slices:',
      '  - sources:',
      '      - model: mistralai/Mistral-7B-v0.1',
      '        layer_range: [0, 32]',
      '      - model: HuggingFaceH4/zephyr-7b-beta',
      '        layer_range: [0, 32]',
      'merge_method: slerp',
      'base_model: mistralai/Mistral-7B-v0.1',
      'dtype: bfloat16',
      '',
    ].join('\n'),
  },
  'a small dataset': {
    ...card('dataset'),
    'data/train-00000-of-00001.parquet': makeParquet({ rows: 2, columns: ['question'] }),
  },
  'a dataset with Croissant': {
    ...card('questions'),
    'plain_text/train-00000-of-00001.parquet': makeParquet({ rows: 87599, columns: ['id'] }),
    'croissant.json': {
      '@context': { '@vocab': 'https://schema.org/' },
      '@type': 'sc:Dataset',
      conformsTo: 'http://mlcommons.org/croissant/1.0',
      name: 'squad',
      license: 'https://choosealicense.com/licenses/cc-by-sa-4.0/',
      url: 'https://huggingface.co/datasets/rajpurkar/squad',
      distribution: [
        {
          '@type': 'cr:FileObject',
          '@id': 'repo',
          contentUrl: 'https://huggingface.co/datasets/rajpurkar/squad/tree/refs%2Fconvert%2Fparquet',
          sha256: 'https://github.com/mlcommons/croissant/issues/80',
        },
      ],
    },
  },
};
