// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Claim, ClaimValue } from '@mpk/core';
import { BYTES_FIXTURES } from './bytes-fixtures.js';
import { ADAPTER_TASKS } from './documentation/adapter-tasks.js';
import { TOKENIZER_FAMILY } from './identity/tokenizer-family.js';
import { WORD_FIXTURES } from './license/words.js';
import { PICTURE_FIXTURES } from './lineage/pictures.js';
import { about, claim, files, folder, measured, only, safetensors, type Fixture, type Shown } from './shown.js';

const metric = (more: Readonly<Record<string, ClaimValue>>): Claim =>
  claim('metric', { metric: 'acc', value: 71, dataset: 'cais/mmlu', ...more }, 'README.md#/model-index/0');
const section = (id: string, more: Readonly<Record<string, ClaimValue>> = {}): Claim =>
  claim('section', { id, title: id, characters: 200, isTemplate: false, ...more });
/** What the card of a data set says of it. */
const DATASET: Claim = { ...claim('dataset.license', 'mit'), subject: 'dataset:d' };
const mlflow = (version: string, dependency: string, file = 'requirements.txt'): Shown =>
  only(claim('library.version', version, 'MLmodel'), claim('dependency', dependency, file));
const UNDER_LLAMA = [claim('license', 'llama3.1'), claim('base-model', 'a/b')];
const DIGEST = 'a'.repeat(64);
const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
/** A description of data that gives the digest of a file, and that file, which holds `x`. */
const hashed = (description: string, value: Readonly<Record<string, string>>, file: string): Shown => ({
  claims: [{ ...claim('dataset.hash', value, description), subject: 'dataset:d' }],
  files: { [file]: 'x' },
});
const CARD = { 'README.md': '# m\n' };

/** For every rule what it tells of, and what it does not. */
export const FIXTURES: Readonly<Record<string, Fixture>> = {
  ...BYTES_FIXTURES,
  ...PICTURE_FIXTURES,
  ...WORD_FIXTURES,
  'dataset-file-differs': {
    bad: [
      hashed('croissant.json', { file: 'a', url: 'data/a.csv', sha256: DIGEST }, 'data/a.csv'),
      hashed('croissant.json', { file: 'a.csv', sha256: DIGEST }, 'a.csv'),
      hashed('d/croissant.json', { url: './a.csv', sha256: DIGEST.toUpperCase() }, 'd/a.csv'),
      hashed(
        'croissant.json',
        { file: 'a', url: 'https://huggingface.co/datasets/o/n/resolve/main/data/a.csv', sha256: DIGEST },
        'data/a.csv',
      ),
    ],
    good: [
      hashed('croissant.json', { file: 'a.csv', sha256: sha256Of('x') }, 'a.csv'),
      hashed('croissant.json', { file: 'a.csv', sha256: `0x${sha256Of('x')}` }, 'a.csv'),
      hashed('croissant.json', { file: 'a.csv', sha256: DIGEST }, 'b.csv'),
      hashed('d/croissant.json', { file: 'a.csv', sha256: DIGEST }, 'a.csv'),
      hashed('croissant.json', { url: 'https://example.org/files/a.csv', sha256: DIGEST }, 'a.csv'),
      hashed('croissant.json', { url: '../a.csv', sha256: DIGEST }, 'a.csv'),
      // As the Hub writes where it knows no digest.
      hashed('croissant.json', { file: 'a.csv', sha256: 'https://github.com/mlcommons/croissant/issues/80' }, 'a.csv'),
    ],
  },
  'base-model-differs': {
    bad: [
      only(claim('base-model', 'a/b'), claim('base-model', 'c/d', 'adapter_config.json')),
      only(claim('base-model', 'https://huggingface.co/a/b'), claim('base-model', 'c/d', 'm.gguf')),
      only(claim('base-model', 'a/b', 'README.md#/base_model'), claim('base-model', 'c/d', 'README.md#/tags/0')),
      only(claim('base-model', 'a/b', 'README.md#/tags/0'), claim('base-model', 'c/d', 'adapter_config.json')),
      only(
        claim('base-model', 'a/b', 'README.md#/base_model'),
        claim('base-model', 'c/d', 'README.md##Toy', 'inferred'),
      ),
      only(claim('base-model', 'meta-llama/Llama-3-8B'), claim('base-model', 'unsloth/llama-3-8b-bnb-4bit', 'a.json')),
    ],
    good: [
      only(claim('base-model', 'a/b'), claim('base-model', 'https://huggingface.co/A/B/tree/main', 'm.gguf')),
      only(claim('base-model', 'a/b'), claim('base-model', 'c/d'), claim('base-model', 'c/d', 'm.gguf')),
      only(claim('base-model', 'a/b'), claim('base-model', '/home/me/b', 'adapter_config.json')),
      only(claim('base-model', 'a/sdxl'), claim('base-model', 'sd_xl_base_1.0.safetensors', 'lora.safetensors')),
      only(claim('base-model', 'a/b', 'README.md#/base_model'), claim('base-model', 'A/B', 'README.md#/tags/0')),
      // What GGUF files say was copied from the model that they were made from.
      only(
        claim('base-model', 'meta-llama/Llama-3.1-8B-Instruct'),
        claim('name', 'Meta Llama 3.1 8B Instruct', 'm.gguf#general.name'),
        claim('base-model', 'meta-llama/Llama-3.1-8B', 'm.gguf#general.base_model.0.repo_url'),
      ),
      only(
        claim('base-model', 'a/b', 'README.md#/base_model'),
        claim('quantized-by', 'Bob'),
        claim('base-model', 'c/d', 'README.md##Toy', 'inferred'),
      ),
    ],
  },
  'training-path-differs': {
    bad: [
      only(claim('training.path', 'c/d', 'config.json#/_name_or_path'), claim('base-model', 'a/b')),
      only(
        claim('training.path', 'unsloth/tinyllama-chat', 'config.json#/_name_or_path'),
        claim('base-model', 'TinyLlama/TinyLlama-1.1B-intermediate-step-1431k-3T'),
      ),
    ],
    good: [
      only(claim('training.path', 'a/b', 'config.json#/_name_or_path'), claim('base-model', 'a/b')),
      only(
        claim('training.path', 'unsloth/tinyllama-chat', 'config.json#/_name_or_path'),
        claim('base-model', 'TinyLlama/TinyLlama-1.1B-Chat-v1.0'),
      ),
      only(
        claim('training.path', 'unsloth/Llama-3.2-1B', 'config.json#/_name_or_path'),
        claim('base-model', 'meta-llama/Llama-3.2-1B'),
      ),
      only(claim('training.path', './out', 'config.json#/_name_or_path'), claim('base-model', 'a/b')),
      only(claim('training.path', 'out/checkpoint-5', 'config.json#/_name_or_path'), claim('base-model', 'a/b')),
      only(claim('training.path', 'c/d', 'trainer_state.json#/best_model_checkpoint'), claim('base-model', 'a/b')),
      only(
        claim('training.path', 'meta-llama/Meta-Llama-3-8B', 'config.json#/_name_or_path'),
        claim('base-model', 'meta-llama/Llama-3-8B'),
      ),
      only(
        claim('training.path', 'me/own', 'config.json#/_name_or_path'),
        claim('base-model', 'a/b'),
        claim('repository.id', 'other/own'),
      ),
    ],
  },
  'base-model-missing': {
    bad: [only(claim('adapter', 'LORA', 'adapter_config.json')), only(claim('quantized-by', 'x', 'm.gguf'))],
    good: [only(claim('adapter', 'LORA', 'adapter_config.json'), claim('base-model', 'a/b')), only(claim('name', 'x'))],
  },
  'base-model-no-id': {
    bad: [
      only(claim('base-model', './out')),
      only(claim('base-model', 'the large one')),
      only(claim('base-model', 'outputs/stage-1')),
      only(claim('base-model', 'a/b'), claim('base-model', '/data/b', 'adapter_config.json')),
    ],
    good: [
      only(claim('base-model', 'a/b')),
      only(claim('base-model', 'https://example.org/m')),
      only(claim('base-model', 'distilbert-base-uncased')),
      only(claim('base-model', 'a/b'), claim('base-model', 'sd_xl_base_1.0.safetensors', 'lora.safetensors')),
    ],
  },
  'base-model-unpinned': {
    bad: [
      only(claim('adapter', 'LORA', 'adapter_config.json'), claim('base-model', 'a/b', 'adapter_config.json')),
      only(claim('adapter', 'LORA', 'adapter_config.json'), claim('base-model', 'a/b', 'adapter_config.json'), {
        ...claim('base-model.revision', 'a'.repeat(40), 'adapter_config.json'),
        subject: 'base:c/d',
      }),
    ],
    good: [
      only(claim('adapter', 'LORA', 'adapter_config.json'), claim('base-model', 'a/b', 'adapter_config.json'), {
        ...claim('base-model.revision', 'a'.repeat(40), 'adapter_config.json'),
        subject: 'base:a/b',
      }),
    ],
  },
  'base-family-differs': {
    bad: [
      only(claim('base-model', 'meta-llama/Llama-2-7b'), claim('model-type', 'gpt2', 'config.json')),
      only(claim('base-model', 'google/flan-t5-base'), claim('model-type', 'llama', 'config.json')),
      only(
        claim('base-model', 'mistralai/Mistral-7B'),
        claim('base-model', 'google/gemma-2b'),
        claim('model-type', 'gpt2', 'config.json'),
      ),
    ],
    good: [
      only(claim('base-model', 'meta-llama/Llama-2-7b'), claim('model-type', 'llama', 'config.json')),
      only(claim('base-model', 'me/llamaesque'), claim('model-type', 'gpt2', 'config.json')),
      only(claim('base-model', 'Qwen/Qwen2.5-7B'), claim('model-type', 'internvl_chat', 'config.json')),
      only(claim('base-model', 'meta-llama/Llama-2-7b'), claim('model-type', 'llava', 'config.json')),
      only(
        claim('base-model', 'mistralai/Mistral-7B'),
        claim('base-model', 'google/gemma-2b'),
        claim('model-type', 'mistral', 'config.json'),
      ),
      only(
        claim('base-model', 'OpenGVLab/InternViT'),
        claim('base-model', 'Qwen/Qwen2.5-7B'),
        claim('model-type', 'llama', 'config.json'),
      ),
      only(
        claim('base-model', 'Qwen/Qwen2.5-7B'),
        claim('model-type', 'phi3_v', 'config.json'),
        claim('hidden-size', 8, 'config.json#/text_config/hidden_size'),
      ),
    ],
  },
  'base-model-is-itself': {
    bad: [only(claim('base-model', 'a/b'), claim('repository.id', 'A/b'))],
    good: [only(claim('base-model', 'a/c'), claim('repository.id', 'a/b'))],
  },
  'relation-differs': {
    bad: [
      only(claim('base-model.relation', 'quantized'), measured('tensor.types', { F16: 1 })),
      only(claim('base-model.relation', 'sibling')),
      { claims: [claim('base-model.relation', 'adapter')], files: { 'model.safetensors': 'x' } },
      {
        claims: [claim('base-model.relation', 'finetune'), claim('adapter', 'LORA', 'adapter_config.json')],
        files: {
          'adapter_config.json': '{}',
          'adapter_model.safetensors': 'x',
          'training_args.bin': 'x',
          'checkpoint-5/adapter_model.safetensors': 'x',
          'checkpoint-5/rng_state_0.pth': 'x',
        },
      },
      {
        claims: [claim('base-model.relation', 'finetune', 'README.md#/tags/0')],
        files: { 'pytorch_lora_weights.safetensors': 'x' },
      },
    ],
    good: [
      {
        claims: [claim('base-model.relation', 'adapter'), claim('adapter', 'LORA', 'adapter_config.json')],
        files: { 'adapter_config.json': '{}', 'adapter_model.safetensors': 'x' },
      },
      {
        claims: [claim('base-model.relation', 'finetune'), claim('adapter', 'LORA', 'adapter_config.json')],
        files: { 'adapter_model.safetensors': 'x', 'm-Q4_K_M.gguf': 'x' },
      },
      { claims: [claim('base-model.relation', 'finetune')], files: { 'model.safetensors': 'x' } },
      { claims: [claim('base-model.relation', 'finetune')], files: { 'config.json': '{}' } },
      {
        claims: [claim('base-model.relation', 'adapter')],
        files: { 'config.json': { _class_name: 'FluxControlNetModel' }, 'diffusion_pytorch_model.safetensors': 'x' },
      },
      only(claim('base-model.relation', 'quantized'), measured('tensor.types', { Q4_K: 1, F32: 1 })),
      only(claim('base-model.relation', 'quantized'), measured('tensor.types', { F16: 1 }, 'm-F16.gguf')),
      {
        claims: [claim('base-model.relation', 'adapter'), claim('adapter', 'LORA')],
        files: { 'model.safetensors': 'x' },
      },
    ],
  },
  'adapter-without-weights': {
    bad: [{ claims: [claim('adapter', 'LORA', 'adapter_config.json')], files: { 'adapter_config.json': '{}' } }],
    good: [
      {
        claims: [claim('adapter', 'LORA', 'a/adapter_config.json')],
        files: { 'a/adapter_config.json': '{}', 'a/adapter_model.safetensors': 'x' },
      },
    ],
  },
  'adapter-beside-model': {
    bad: [files('adapter_config.json', 'model.safetensors')],
    good: [
      files('adapter_config.json', 'adapter_model.safetensors'),
      files('lora/adapter_config.json', 'model.safetensors'),
    ],
  },
  'merge-of-one': {
    bad: [only(claim('base-model.relation', 'merge'), claim('base-model', 'a/b')), only(claim('tag', 'merge'))],
    good: [
      only(claim('base-model.relation', 'merge'), claim('base-model', 'a/b'), claim('base-model', 'c/d')),
      only(claim('tag', 'merge'), claim('quantized-by', 'Bob'), claim('base-model', 'a/b')),
    ],
  },
  'license-missing': {
    bad: [
      only(),
      only(claim('license.text', 'mit', 'LICENSE', 'measured')),
      only(claim('license', 'mit', 'README.md##Toy', 'inferred')),
    ],
    good: [only(claim('license', 'mit')), only(DATASET)],
  },
  'license-unnamed': {
    bad: [only(claim('license', 'other'))],
    good: [only(claim('license', 'other'), claim('license.name', 'acme')), only(claim('license', 'mit'))],
  },
  'license-family': { bad: [only(claim('license', 'gpl'))], good: [only(claim('license', 'gpl-3.0'))] },
  'license-unknown': {
    bad: [only(claim('license', 'my-license')), only(claim('license', 'MIT OR my-license'))],
    good: [
      only(claim('license', 'MIT OR Apache-2.0')),
      only(claim('license', 'LicenseRef-acme')),
      only(claim('license', 'llama3.2')),
    ],
  },
  'license-version-open': {
    bad: [only(claim('license', 'gpl-3.0'))],
    good: [only(claim('license', 'GPL-3.0-only')), only(claim('license', 'mit'))],
  },
  'licenses-differ': {
    bad: [
      only(claim('license', 'mit'), claim('license', 'apache-2.0', 'm.gguf')),
      only(claim('license', 'mit', 'README.md#/license'), claim('license', 'gpl-3.0', 'README.md#/tags/0')),
      only(claim('license', 'mit', 'README.md#/license'), claim('license', 'gpl-3.0', 'README.md##Toy', 'inferred')),
      only(claim('license', 'mit'), about('dataset:d', 'dataset.license', 'https://spdx.org/licenses/ISC')),
    ],
    good: [
      only(claim('license', 'apache-2.0'), claim('license', 'Apache-2.0', 'm.gguf')),
      only(claim('license', 'gpl-3.0'), claim('license', 'GPL-3.0-or-later', 'm.gguf')),
      only(claim('license', 'mit'), claim('license', 'MIT OR Apache-2.0', 'm.gguf')),
      only(claim('license', 'other'), claim('license', 'mit', 'm.gguf')),
      only(claim('license', 'https://spdx.org/licenses/MIT'), claim('license', 'mit', 'm.gguf')),
      only(claim('license', 'mit'), about('dataset:d', 'dataset.license', 'https://spdx.org/licenses/MIT')),
      only(claim('license', 'mit'), about('dataset:d', 'dataset.license', 'see below')),
      // Of data beside a model.
      only(claim('license', 'mit'), claim('base-model', 'a/b'), about('dataset:d', 'dataset.license', 'isc')),
    ],
  },
  'licenses-several': {
    bad: [only(claim('license', 'mit'), claim('license', 'apache-2.0'))],
    good: [
      only(claim('license', 'mit'), claim('license', 'MIT')),
      only(claim('license', 'mit'), claim('license', 'apache-2.0', 'm.gguf')),
    ],
  },
  'license-text-unknown': {
    bad: [
      only(claim('license', 'mit'), claim('license.text', 'other', 'LICENSE', 'measured')),
      only(
        claim('license', 'Apache License 2.0'),
        claim('license.text', 'other', 'LICENSE', 'measured'),
        claim('license.text.like', 'apache-2.0', 'LICENSE', 'inferred'),
      ),
    ],
    good: [
      only(claim('license', 'other'), claim('license.text', 'other', 'LICENSE', 'measured')),
      only(claim('license', 'llama3.1'), claim('license.text', 'other', 'LICENSE', 'measured')),
      only(claim('license', 'mit'), claim('license.text', 'mit', 'LICENSE', 'measured')),
      only(claim('license', 'mit'), claim('license.text', 'other', 'vendor/LICENSE', 'measured')),
      only(
        claim('license', 'mit'),
        claim('license.name', 'acme'),
        claim('license.text', 'other', 'LICENSE', 'measured'),
      ),
      only(
        claim('license', 'mit'),
        claim('license.text', 'mit', 'LICENSE', 'measured'),
        claim('license.text', 'other', 'LICENSE-data', 'measured'),
      ),
    ],
  },
  'license-text-differs': {
    bad: [
      only(
        claim('license', 'other'),
        claim('license.name', 'llama3.1'),
        claim('license.text', 'apache-2.0', 'LICENSE', 'measured'),
      ),
      only(claim('license', 'mit'), claim('license.text', 'apache-2.0', 'LICENSE', 'measured')),
      only(claim('license', 'bsd'), claim('license.text', 'apache-2.0', 'LICENSE', 'measured')),
      only(
        claim('license', 'mit'),
        claim('license', 'isc'),
        claim('license.text', 'apache-2.0', 'LICENSE', 'measured'),
      ),
    ],
    good: [
      only(
        claim('license', 'other'),
        claim('license.name', 'deepseek'),
        claim('license.text', 'deepseek', 'LICENSE', 'measured'),
      ),
      only(
        claim('license', 'other'),
        claim('license.name', 'deepseek'),
        claim('license.text', 'mit', 'LICENSE-CODE', 'measured'),
      ),
      only(
        claim('license', 'other'),
        claim('license.name', 'my-own'),
        claim('license.text', 'mit', 'LICENSE', 'measured'),
      ),
      // The code is under the one, and the model under the other.
      only(
        claim('license', 'mit'),
        claim('license.name', 'deepseek'),
        claim('license.text', 'mit', 'LICENSE', 'measured'),
      ),
      only(
        claim('license', 'apache-2.0', 'README.md#/license/0'),
        claim('license', 'mit', 'README.md#/license/1'),
        claim('license.text', 'mit', 'LICENSE', 'measured'),
      ),
      only(claim('license', 'MIT OR Apache-2.0'), claim('license.text', 'mit', 'LICENSE', 'measured')),
      only(claim('license', 'bsd'), claim('license.text', 'bsd-3-clause', 'LICENSE', 'measured')),
      only(claim('license', 'apache-2.0'), claim('license.text', 'apache-2.0', 'LICENSE', 'measured')),
      only(claim('license', 'mit'), claim('license.text', 'apache-2.0', 'vendor/LICENSE', 'measured')),
      only(claim('license', 'mit'), claim('license.text', 'apache-2.0', 'THIRD-PARTY-NOTICES', 'measured')),
      only(claim('license', 'mit'), claim('license.text', 'other', 'LICENSE', 'measured')),
      only(claim('license', 'Apache License 2.0'), claim('license.text', 'apache-2.0', 'LICENSE', 'measured')),
    ],
  },
  'license-notice-differs': {
    bad: [
      only(claim('license', 'apache-2.0'), claim('license.notice', 'llama3.1', 'NOTICE')),
      only(claim('license', 'mit'), claim('license.notice', 'gemma', 'Notice.txt')),
      only(claim('license', 'other'), claim('license.name', 'qwen'), claim('license.notice', 'gemma', 'NOTICE')),
    ],
    good: [
      only(claim('license', 'llama3.1'), claim('license.notice', 'llama3.1', 'NOTICE')),
      only(claim('license', 'llama3.1'), claim('license.notice', 'apache-2.0', 'NOTICE')),
      only(claim('license', 'mit'), claim('license.notice', 'llama3.1', 'third_party/NOTICE')),
      only(claim('license', 'other'), claim('license.notice', 'llama3.1', 'NOTICE')),
      only(claim('license', 'other'), claim('license.name', 'acme'), claim('license.notice', 'llama3.1', 'NOTICE')),
      only(claim('license', 'other'), claim('license.name', 'llama3.2'), claim('license.notice', 'llama3.2', 'NOTICE')),
      only(claim('license', 'acme-license'), claim('license.notice', 'llama3.1', 'NOTICE')),
    ],
  },
  'base-license-dropped': {
    bad: [
      only(claim('license', 'gpl'), claim('base-model', 'runwayml/stable-diffusion-v1-5')),
      only(claim('license', 'mit'), claim('base-model', 'meta-llama/Llama-3.2-1B')),
      only(claim('license', 'apache-2.0'), claim('base-model', 'https://huggingface.co/google/gemma-2b')),
      only(claim('license', 'apache-2.0'), claim('base-model', 'unsloth/meta-llama-3.1-8b-bnb-4bit')),
      only(claim('license', 'apache-2.0'), claim('base-model', 'Qwen/Qwen2.5-3B-Instruct')),
      only(claim('license', 'mit'), claim('base-model', 'stabilityai/stable-diffusion-xl-base-1.0')),
    ],
    good: [
      only(claim('license', 'openrail'), claim('base-model', 'runwayml/stable-diffusion-v1-5')),
      only(claim('license', 'llama3.1'), claim('base-model', 'unsloth/Meta-Llama-3.1-8B-bnb-4bit')),
      only(claim('license', 'apache-2.0'), claim('base-model', 'acme/Llama-3.1-Hermes-8B')),
      only(claim('license', 'apache-2.0'), claim('base-model', 'Qwen/Qwen2.5-7B-Instruct')),
      only(claim('license', 'apache-2.0'), claim('base-model', 'acme/gemma-like-2b')),
      only(claim('license', 'creativeml-openrail-m'), claim('base-model', 'stabilityai/stable-diffusion-xl-base-1.0')),
      only(
        claim('license', 'other'),
        claim('license.name', 'flux-1-dev-non-commercial-license'),
        claim('base-model', 'black-forest-labs/FLUX.1-dev'),
      ),
      only(claim('license', 'llama3.2'), claim('base-model', 'meta-llama/Llama-3.2-1B')),
      only(claim('license', 'mit'), claim('base-model', 'acme/one')),
      only(
        claim('license', 'other'),
        claim('license.name', 'llama3.2'),
        claim('base-model', 'meta-llama/Llama-3.2-1B'),
      ),
    ],
  },
  'dataset-license-dropped': {
    bad: [
      only(claim('base-model', 'a/b'), claim('license', 'mit'), about('dataset:d', 'dataset.license', 'cc-by-nc-4.0')),
      only(
        claim('base-model', 'a/b'),
        claim('license', 'https://choosealicense.com/licenses/mit/'),
        about('dataset:d', 'dataset.license', 'https://creativecommons.org/licenses/by-nc-sa/4.0/'),
      ),
      only(claim('base-model', 'a/b'), claim('license', 'mit'), claim('dataset.training', 'Tatsu-Lab/Alpaca')),
      only(
        claim('base-model', 'a/b'),
        claim('license', 'apache-2.0'),
        claim('dataset.training', 'https://huggingface.co/datasets/Samsung/samsum'),
      ),
    ],
    good: [
      ...['yahma/alpaca-cleaned', 'wikipedia', 'rajpurkar/squad', 'databricks/databricks-dolly-15k'].map((id) =>
        only(claim('base-model', 'a/b'), claim('license', 'apache-2.0'), claim('dataset.training', id)),
      ),
      ...['Open-Orca/OpenOrca', 'HuggingFaceH4/ultrachat_200k', 'allenai/c4', 'alpaca'].map((id) =>
        only(claim('base-model', 'a/b'), claim('license', 'mit'), claim('dataset.training', id)),
      ),
      only(claim('base-model', 'a/b'), claim('license', 'cc-by-nc-4.0'), claim('dataset.training', 'tatsu-lab/alpaca')),
      // What its own description says counts.
      only(
        claim('base-model', 'a/b'),
        claim('license', 'mit'),
        claim('dataset.training', 'tatsu-lab/alpaca'),
        about('dataset:tatsu-lab/alpaca', 'dataset.license', 'mit'),
      ),
      // A data set by itself.
      only(claim('license', 'mit'), about('dataset:d', 'dataset.license', 'cc-by-nc-4.0')),
      only(
        claim('license', 'mit'),
        about('dataset:d', 'dataset.license', 'https://creativecommons.org/licenses/by/4.0/'),
      ),
      only(claim('license', 'cc-by-nc-4.0'), about('dataset:d', 'dataset.license', 'cc-by-nc-4.0')),
      only(claim('license', 'mit'), about('dataset:d', 'dataset.license', 'cc-by-4.0')),
    ],
  },
  'license-no-derivatives': {
    bad: [only(claim('license', 'cc-by-nd-4.0'))],
    good: [only(claim('license', 'cc-by-4.0'))],
  },
  'license-non-commercial': {
    bad: [
      only(claim('license', 'cc-by-nc-4.0')),
      only(claim('license', 'MIT AND CC-BY-NC-4.0')),
      only(claim('license', 'https://creativecommons.org/licenses/by-nc/4.0/')),
    ],
    good: [only(claim('license', 'cc-by-4.0')), only(claim('license', 'MIT OR CC-BY-NC-4.0'))],
  },
  'license-use-restrictions': {
    bad: [only(claim('license', 'bigscience-openrail-m'))],
    good: [only(claim('license', 'mit'))],
  },
  'license-notice-missing': {
    bad: [only(claim('license', 'llama3.1'))],
    good: [{ claims: [claim('license', 'llama3.1')], files: { NOTICE: 'x' } }, only(claim('license', 'mit'))],
  },
  'llama-name': {
    bad: [
      only(...UNDER_LLAMA, claim('repository.id', 'acme/toy')),
      only(...UNDER_LLAMA, claim('name', 'SuperChat 8B', 'README.md##SuperChat 8B', 'inferred')),
      { ...only(...UNDER_LLAMA), uri: 'file:///models/superchat-8b' },
    ],
    good: [
      only(...UNDER_LLAMA, claim('repository.id', 'acme/Llama-toy')),
      only(
        ...UNDER_LLAMA,
        claim('repository.id', 'acme/Llama-toy'),
        claim('name', 'SuperChat 8B', 'README.md##SuperChat 8B', 'inferred'),
      ),
      only(...UNDER_LLAMA, claim('name', 'Fine-tuned Llama 3.1 8B', 'README.md##x', 'inferred')),
      only(...UNDER_LLAMA, claim('name', 'Highlights', 'README.md##Highlights', 'inferred')),
      { ...only(...UNDER_LLAMA), uri: 'file:///models/checkpoint-500' },
      { ...only(...UNDER_LLAMA), uri: 'file:///models/0e9e39f249a16976918f6564b8830bc894c89659' },
      { ...only(...UNDER_LLAMA), uri: 'file:///models/my-llama-8b' },
      { ...only(claim('license', 'llama3.1')), uri: 'file:///models/superchat-8b' },
      { ...only(claim('license', 'llama2'), claim('base-model', 'a/b')), uri: 'file:///models/superchat-8b' },
    ],
  },
  'license-eu-limit': {
    bad: [only(claim('license', 'llama3.2'), claim('architecture', 'MllamaForConditionalGeneration', 'config.json'))],
    good: [only(claim('license', 'llama3.2'), claim('architecture', 'LlamaForCausalLM', 'config.json'))],
  },
  'code-of-another-repository': {
    bad: [only(claim('code.repository', 'a/b', 'config.json'))],
    good: [only(claim('code.module', 'modeling.M', 'config.json'))],
  },
  'code-of-the-repository': {
    bad: [only(claim('code.module', 'modeling.M', 'config.json'))],
    good: [
      only(claim('code.module', 'mlflow.sklearn', 'MLmodel')),
      only(
        claim('code.module', 'm.M', 'config.json#/auto_map/A'),
        claim('code.repository', 'a/b', 'config.json#/auto_map/A'),
      ),
    ],
  },
  'code-missing': {
    bad: [only(claim('code.module', 'modeling.M', 'config.json#/auto_map/AutoModel'))],
    good: [
      {
        claims: [claim('code.module', 'modeling.M', 'sub/config.json#/auto_map/AutoModel')],
        files: { 'sub/modeling.py': '' },
      },
      { claims: [claim('code.module', 'loader.own', 'MLmodel')], files: { 'code/loader.py': '' } },
      only(
        claim('code.module', 'm.M', 'config.json#/auto_map/A'),
        claim('code.repository', 'a/b', 'config.json#/auto_map/A'),
      ),
    ],
  },
  'weights-in-pickles-alone': {
    bad: [files('pytorch_model.bin')],
    good: [files('pytorch_model.bin', 'model.safetensors'), files('a.txt')],
  },
  'pickles-beside-data': { bad: [files('pytorch_model.bin', 'model.safetensors')], good: [files('model.safetensors')] },
  'pickles-by-content': {
    bad: [
      { files: { 'extra.bin': Buffer.from('80049510000000000000008c05706f736978948c0673797374656d9493942e', 'hex') } },
    ],
    good: [
      files('training_args.bin', 'extra.bin', 'model.safetensors'),
      { files: { 'pytorch_model.bin': Buffer.from('80027d71002e', 'hex'), 'model.safetensors': 'x' } },
    ],
  },
  'environment-differs': {
    bad: [
      mlflow('transformers 4.40.0', 'transformers==4.38.2'),
      mlflow('sklearn 1.4.2', 'scikit-learn==1.3.0'),
      mlflow('python 3.11.4', 'python=3.10'),
      mlflow('mlflow 3.1.0', 'mlflow<3,>=2.1'),
      only(
        claim('dependency', 'torch==2.1.0', 'requirements.txt'),
        claim('dependency', 'Torch==2.2.0', 'conda.yaml#/dependencies/0'),
      ),
    ],
    good: [
      mlflow('transformers 4.40.0', 'transformers==4.40.0'),
      mlflow('transformers 4.40.0', 'transformers[torch]>=4.38,<5'),
      mlflow('python 3.10.12', 'python=3.10'),
      mlflow('pytorch 2.1.0+cu121', 'torch==2.1.0'),
      mlflow('transformers 4.40.0', "transformers==4.38.2; python_version<'3.9'"),
      mlflow('transformers 4.40.0', 'transformers'),
      mlflow('transformers 4.40.0', 'transformers==4.38.2', 'other/requirements.txt'),
      only(claim('library.version', 'transformers 4.40.0', 'config.json'), claim('dependency', 'transformers==4.38.2')),
      only(
        claim('dependency', 'torch==2.1.0', 'requirements.txt'),
        claim('dependency', 'torch>=2', 'conda.yaml#/dependencies/0'),
      ),
    ],
  },
  'code-files': { bad: [files('handler.py')], good: [files('handler.json')] },
  'result-without-source': {
    bad: [only(metric({}))],
    good: [
      only(metric({ source: 'https://example.org' })),
      only(claim('metric', { metric: 'loss', value: 1 }, 'trainer_state.json#/log_history/0/eval_loss')),
    ],
  },
  'result-self-reported': { bad: [only(metric({}))], good: [only(metric({ verified: true }))] },
  'evaluation-data-unpinned': { bad: [only(metric({}))], good: [only(metric({ revision: 'abc' }))] },
  'evaluation-data-in-training-data': {
    bad: [
      only(claim('dataset.evaluation', 'cais/mmlu'), claim('dataset.training', 'CAIS/mmlu')),
      only(
        claim('dataset.evaluation', 'cais/mmlu'),
        claim('dataset.training', 'https://huggingface.co/datasets/cais/mmlu/viewer/all'),
      ),
      only(claim('dataset.evaluation', 'hf://datasets/cais/mmlu@main'), claim('dataset.training', 'cais/mmlu')),
    ],
    good: [
      only(claim('dataset.evaluation', 'cais/mmlu'), claim('dataset.training', 'a/b')),
      only(
        claim('dataset.evaluation', 'cais/mmlu'),
        claim('dataset.training', 'https://example.org/datasets/cais/mmlu'),
      ),
    ],
  },
  'metric-out-of-range': {
    bad: [only(metric({ value: 101 })), only(metric({ value: -1 }))],
    good: [
      only(metric({ value: 0.7 })),
      only(metric({ metric: 'wer', value: 120 })),
      only(metric({ metric: 'perplexity', value: 900 })),
    ],
  },
  'metric-differs': {
    bad: [only(metric({ value: 70 }), metric({ value: 71 }))],
    good: [
      only(metric({ value: 70 }), metric({ value: 70 })),
      only(metric({ value: 70 }), metric({ value: 71, split: 'test' })),
      only(metric({ value: 70, label: 'Test WER' }), metric({ value: 60, label: 'Test WER (+LM)' })),
      only(metric({ value: 70, datasetName: 'MMLU (0-shot)' }), metric({ value: 71, datasetName: 'MMLU (5-shot)' })),
    ],
  },
  'card-missing': { bad: [files('a.txt')], good: [{ files: CARD }] },
  'card-not-filled-in': {
    bad: [
      { files: { 'README.md': '# m\n[More Information Needed]\n' } },
      { files: { 'README.md': '# m\n## Model description\n\nMore information needed\n' } },
      { files: { 'README.md': '# m\n[TODO: describe the data]\n' } },
    ],
    good: [{ files: CARD }, { files: { 'README.md': 'Ask us. More information needed for that.\n' } }],
  },
  'section-empty': {
    bad: [
      only(section('limitations', { characters: 5, isPlaceholder: true })),
      folder({ 'README.md': '# m\n## Limitations\nTBD\n' }),
      folder({ 'README.md': '# m\n## Bias\n- N/A\n' }),
      folder({ 'README.md': '# m\n## Training data\n...\n' }),
    ],
    good: [
      ...['None.', 'English only.', 'No personal data.', 'Wikipedia', '見 README'].map((text) =>
        folder({ 'README.md': `# m\n## Limitations\n${text}\n## Training data\n${text}\n` }),
      ),
      only(section('limitations')),
      only(section('limitations', { characters: 5 })),
      only(section('limitations', { characters: 0 })),
      only(section('citation', { characters: 5 })),
    ],
  },
  ...Object.fromEntries(
    ['intended-use', 'limitations', 'bias', 'training-data', 'evaluation'].map((id) => [
      `${id}-missing`,
      {
        bad: [
          { files: CARD },
          { files: CARD, claims: [section(id, { isTemplate: true })] },
          { files: CARD, claims: [section(id, { characters: 0 }), section(id, { isTemplate: true })] },
        ],
        good: [
          { files: CARD, claims: [section(id, { characters: 0 })] },
          { files: CARD, claims: [section(id), section(id, { isTemplate: true })] },
          { files: CARD, claims: [section(id)] },
          files('a.txt'),
          ...(id === 'training-data' ? [{ files: CARD, claims: [claim('dataset.training', 'a/b')] }] : []),
          ...(id === 'evaluation' ? [{ files: CARD, claims: [metric({})] }] : []),
          ...(id === 'limitations' || id === 'bias' ? [] : [{ files: CARD, claims: [DATASET] }]),
        ],
      },
    ]),
  ),
  'training-dataset-missing': {
    bad: [only(), only(claim('base-model.relation', 'finetune'))],
    good: [
      only(claim('dataset.training', 'a/b')),
      only(claim('base-model.relation', 'merge')),
      only(claim('quantized-by', 'Bob', 'm.gguf')),
      only(DATASET),
    ],
  },
  'training-dataset-unpinned': {
    bad: [only(claim('dataset.training', 'a/b'))],
    good: [only(claim('dataset.training', 'a/b'), about('dataset:a/b', 'dataset.training.revision', 'abc'))],
  },
  'dataset-without-license': {
    bad: [only(about('dataset:d', 'dataset.name', 'd'), claim('base-model', 'a/b'))],
    good: [
      only(about('dataset:d', 'dataset.name', 'd'), about('dataset:d', 'dataset.license', 'mit')),
      only(DATASET, { ...DATASET, subject: 'dataset:e', name: 'dataset.name' }),
    ],
  },
  'emissions-without-source': {
    bad: [only(claim('energy.co2', 12))],
    good: [only(claim('energy.co2', 12), claim('energy.source', 'codecarbon'))],
  },
  'emissions-implausible': {
    bad: [only(claim('energy.co2', -1)), only(claim('energy.co2', 1e12))],
    good: [only(claim('energy.co2', 1240))],
  },
  'language-unknown': {
    bad: [only(claim('language', 'English language'))],
    good: [
      only(
        claim('language', 'en'),
        claim('language', 'pt-BR'),
        claim('language', 'multilingual'),
        claim('language', 'no'),
      ),
    ],
  },
  'task-missing': {
    bad: [only(), only(claim('tag', 'merge'), claim('architecture', 'BertModel', 'config.json'))],
    good: [
      only(claim('task', 'text-generation')),
      only(claim('tag', 'text-to-image')),
      only(claim('architecture', 'LlamaForCausalLM', 'config.json')),
      only(DATASET),
    ],
  },
  'task-differs': {
    bad: [
      ...ADAPTER_TASKS.bad,
      only(claim('task', 'text-generation'), claim('architecture', 'BertForSequenceClassification', 'config.json')),
      only(claim('task', 'image-classification'), claim('architecture', 'LlamaForCausalLM', 'config.json')),
      only(claim('task', 'fill-mask'), claim('architecture', 'GPT2LMHeadModel', 'config.json')),
      only(claim('task', 'object-detection'), claim('architecture', 'T5ForConditionalGeneration', 'config.json')),
      only(claim('task', 'text-generation'), claim('architecture', 'WhisperForConditionalGeneration', 'config.json')),
    ],
    good: [
      ...ADAPTER_TASKS.good,
      only(claim('task', 'text-classification'), claim('architecture', 'BertForSequenceClassification', 'config.json')),
      only(claim('task', 'anything'), claim('architecture', 'LlamaForCausalLM', 'config.json')),
      only(claim('task', 'text-to-speech'), claim('architecture', 'LlamaForCausalLM', 'config.json')),
      only(claim('task', 'feature-extraction'), claim('architecture', 'Qwen3ForCausalLM', 'config.json')),
      only(claim('task', 'image-classification'), claim('architecture', 'LlavaLlamaForCausalLM', 'config.json')),
      only(
        claim('task', 'image-classification'),
        claim('architecture', 'LlamaForCausalLM', 'config.json'),
        claim('hidden-size', 8, 'config.json#/vision_config/hidden_size'),
      ),
      only(claim('task', 'image-text-to-text'), claim('architecture', 'Gemma3ForConditionalGeneration', 'config.json')),
      only(
        claim('task', 'table-question-answering'),
        claim('architecture', 'TapasForQuestionAnswering', 'config.json'),
      ),
    ],
  },
  superseded: { bad: [only(claim('superseded-by', 'a/c'))], good: [only()] },
  'secret-published': {
    bad: [
      { files: { 'notes.txt': `hf_${'x'.repeat(34)}, or HF_TOKEN=hf_${'aB3'.repeat(11)}` } },
      { files: { 'config.json': { key: 'AKIAQX3ABCDEFGHIJKLM' } } },
      { files: { 'key.pem': '-----BEGIN RSA PRIVATE KEY-----\n' } },
      { files: { 'a.safetensors': safetensors({}, { token: `hf_${'aB3'.repeat(11)}` }) } },
      { files: { 'notes.txt': 'OPENAI_API_KEY=sk-proj-A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6' } },
      { files: { 'README.md': '---\ndatasets: [https://ada:s3cret@data.example/ds]\n---\n' } },
    ],
    good: [
      {
        files: {
          'notes.txt':
            'hf_hub_download, sk-learn, https://huggingface.co/acme/sk-finetuned-on-common-voice-17-and-voxpopuli',
          'README.md':
            'git clone https://<user>:<token>@hub.example/x, https://user:TOKEN@hub.example/x, https://hub.example:8080/@ada',
          'config.json': { key: 'AKIA' },
        },
      },
      // Placeholders of manuals.
      ...[
        'AKIAIOSFODNN7EXAMPLE',
        'AKIAI44QH8DHBEXAMPLE',
        `AKIA${'A'.repeat(16)}`,
        `hf_${'a'.repeat(34)}`,
        `hf_${'x'.repeat(34)}`,
        `ghp_${'0'.repeat(36)}`,
        `sk-proj-A1${'x'.repeat(40)}`,
        'https://user:xxxx@hub.example/x',
      ].map((text) => ({ files: { 'notes.txt': `key: ${text}` } })),
    ],
  },
  'path-of-a-machine': {
    bad: [
      only(claim('training.path', '/home/alice/customers/acme', 'config.json')),
      { files: { 'a.safetensors': safetensors({}, { ss_output_dir: 'C:\\Users\\alice\\out' }) } },
      { files: { 'train.yaml': 'data:\n  path: /home/alice/customers/acme.csv\n' } },
      { files: { MLmodel: 'artifact_path: model\nmodel_uri: file:///Users/alice/mlruns/1/model\n' } },
      { files: { 'training_args.json': { output_dir: '/scratch/alice/out' } } },
    ],
    good: [
      {
        files: { 'train.yaml': '# path: /home/alice/x\npath: data/train.csv\nurl: https://example.org/data/home/x\n' },
      },
      { files: { 'tokenizer_config.json': { chat_template: 'Write files to /mnt/data/ and nowhere else.' } } },
      { files: { 'tokenizer.json': { model: { vocab: { '/home/alice': 1 } } } } },
      { files: { 'train.py': 'open("/home/alice/x")' } },
      only(claim('training.path', 'a/b', 'config.json')),
      { files: { 'a.safetensors': safetensors({}, { format: 'pt' }) } },
    ],
  },
  'training-texts-published': { bad: [only(claim('training.captions', 12, 'a.safetensors'))], good: [only()] },
  'address-published': {
    bad: [{ files: { 'a.safetensors': safetensors({}, { author: 'a@acme.org' }) } }],
    good: [{ files: { 'a.safetensors': safetensors({}, { author: 'someone@example.org' }) } }],
  },
  'sensitive-training-data': {
    bad: [
      only(about('dataset:d', 'dataset.sensitive', 'health')),
      only(about('dataset:d', 'dataset.sensitive', 'No names, but addresses of patients.')),
      only(about('dataset:d', 'dataset.sensitive', 'It does not contain personal data except names')),
      only(about('dataset:d', 'dataset.sensitive', 'No personal data\nNames of patients: many')),
      only(about('dataset:d', 'dataset.sensitive', 'All names were removed by hand.')),
      only(about('dataset:d', 'dataset.sensitive', 'All names were removed; no addresses of patients were.')),
      folder({
        'README.md': '---\npretty_name: d\n---\n## Personal and Sensitive Information\n\nIt has names of patients.\n',
      }),
    ],
    good: [
      only(),
      only(about('dataset:d', 'dataset.sensitive', 'None.')),
      ...[
        'No personal data',
        'no personal data.',
        'All names were removed by hand; no personal data remains.',
        'All user names were anonymised. No personal information is left.',
        'Does not contain PII.',
        'The dataset contains no personal or sensitive information.',
      ].map((text) => only(about('dataset:d', 'dataset.sensitive', text))),
      only(about('dataset:d', 'dataset.sensitive', 'The dataset does not contain any personal information.')),
      folder({
        'README.md':
          '---\npretty_name: d\n---\n## Personal and Sensitive Information\n\n' +
          '[More Information Needed](https://github.com/huggingface/datasets/blob/master/CONTRIBUTING.md#how-to-contribute-to-the-dataset-cards)\n',
      }),
    ],
  },
  'name-differs': {
    bad: [only(claim('name', 'Alpha', 'm.gguf'), claim('name', 'Beta'))],
    good: [
      only(claim('name', 'Alpha 7B', 'm.gguf'), claim('repository.id', 'org/alpha-7b')),
      only(claim('name', 'Alpha', 'm.gguf'), claim('name', 'About us', 'README.md', 'inferred')),
      only(claim('name', 'acme-000001', 'a.safetensors'), claim('name', 'acme-000002', 'b.safetensors')),
    ],
  },
  'version-differs': {
    bad: [only(claim('version', '1.0', 'm.gguf'), claim('version', '2.0'))],
    good: [only(claim('version', 'v1', 'm.gguf'), claim('version', 'V1'))],
  },
  'architecture-differs': {
    bad: [
      only(
        claim('model-type', 'llama', 'config.json#/model_type'),
        claim('model-type', 'gpt2', 'm.gguf#general.architecture'),
      ),
      only(
        claim('model-type', 'mistral', 'config.json#/model_type'),
        claim('model-type', 'llama', 'other.json#/model_type'),
      ),
    ],
    good: [
      only(
        claim('model-type', 'mistral', 'config.json#/model_type'),
        claim('model-type', 'llama', 'm.gguf#general.architecture'),
      ),
      only(
        claim('model-type', 'llama', 'config.json#/model_type'),
        claim('model-type', 'clip', 'config.json#/vision_config/model_type'),
      ),
    ],
  },
  'tokenizer-family-differs': TOKENIZER_FAMILY,
  'publisher-is-not-author': {
    bad: [only(claim('repository.id', 'acme/m'), claim('author', 'Bob', 'm.gguf'))],
    good: [
      only(claim('repository.id', 'acme/m'), claim('author', 'Acme Inc.', 'm.gguf')),
      only(claim('repository.id', 'datasets/acme/m'), claim('author', 'Acme Inc.', 'm.gguf')),
    ],
  },
  'quantised-by-somebody-else': {
    bad: [only(claim('author', 'Acme', 'm.gguf'), claim('quantized-by', 'Bob', 'm.gguf'))],
    good: [only(claim('author', 'Acme', 'm.gguf'), claim('quantized-by', 'acme', 'm.gguf'))],
  },
  'revision-mutable': {
    bad: [only(claim('repository.revision', 'main'))],
    good: [only(claim('repository.revision', 'a'.repeat(40)))],
  },
  'metadata-key-twice': {
    bad: [
      folder({ 'README.md': '---\nlicense: mit\nlicense: gpl-3.0\n---\n' }),
      folder({ 'config.json': '{"vocab_size": 10, "vocab_size": 20}' }),
      folder({
        'm-00001-of-00002.safetensors': safetensors({ a: [1] }),
        'm-00002-of-00002.safetensors': safetensors({ a: [1] }),
      }),
    ],
    good: [only(), folder({ 'README.md': '---\nlicense: mit\nmore:\n  license: mit\n---\n' })],
  },
  'metadata-malformed': { bad: [{ remarks: [{ kind: 'malformed', file: 'README.md' }] }], good: [only()] },
  'metadata-of-another-type': {
    bad: [{ remarks: [{ kind: 'wrong-type', file: 'README.md', pointer: '/license' }] }],
    good: [only()],
  },
  'metadata-too-large': { bad: [{ remarks: [{ kind: 'too-large', file: 'README.md' }] }], good: [only()] },
};
