// SPDX-License-Identifier: Apache-2.0
import type { Claim, ClaimMethod, ClaimValue } from '@mpk/core';
import type { ClaimName, Remark } from '@mpk/bom';
import { makeGguf } from '../gguf.js';
import type { Files } from '../model.js';

/** What a rule is shown: claims as collectors make them, files as they are read, remarks. */
export interface Shown {
  readonly claims?: readonly Claim[];
  readonly files?: Files;
  readonly remarks?: readonly Remark[];
}

/** A claim of a place such as `README.md#/license`. */
export function claim(
  name: ClaimName,
  value: ClaimValue,
  place = 'README.md',
  method: ClaimMethod = 'declared',
): Claim {
  const cut = place.indexOf('#');
  const [file, pointer] = cut < 0 ? [place, undefined] : [place.slice(0, cut), place.slice(cut + 1)];
  return { subject: 'model', name, value, method, source: { file, ...(pointer !== undefined && { pointer }) } };
}

const measured = (name: ClaimName, value: ClaimValue, file = 'model.safetensors'): Claim =>
  claim(name, value, file, 'measured');
const about = (subject: string, name: ClaimName, value: ClaimValue): Claim => ({
  ...claim(name, value, 'data.json'),
  subject,
});
const only = (...claims: readonly Claim[]): Shown => ({ claims });
const files = (...names: readonly string[]): Shown => ({ files: Object.fromEntries(names.map((name) => [name, 'x'])) });

/** A safetensors file whose tensors hold zeros. */
export function safetensors(
  tensors: Readonly<Record<string, readonly number[]>>,
  metadata?: Readonly<Record<string, string>>,
): Buffer {
  let end = 0;
  const header: Record<string, unknown> = metadata === undefined ? {} : { __metadata__: metadata };
  for (const [name, shape] of Object.entries(tensors)) {
    const size = 4 * shape.reduce((product, length) => product * length, 1);
    header[name] = { dtype: 'F32', shape, data_offsets: [end, (end += size)] };
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(end)]);
}

const LFS_POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 5000000000\n`;
const EMBEDDING = { name: 'model.embed_tokens.weight', shape: [100, 8], type: 'F32' };
const index = (total: number, ...shards: readonly string[]): object => ({
  metadata: { total_size: total },
  weight_map: Object.fromEntries(shards.map((shard, i) => [`t${i}`, shard])),
});
const metric = (more: Readonly<Record<string, ClaimValue>>): Claim =>
  claim('metric', { metric: 'acc', value: 71, dataset: 'cais/mmlu', ...more }, 'README.md#/model-index/0');
const section = (id: string, more: Readonly<Record<string, ClaimValue>> = {}): Claim =>
  claim('section', { id, title: id, characters: 200, isTemplate: false, ...more });
const CARD = { 'README.md': '# m\n' };

/** For every rule what it tells of, and what it does not. */
export const FIXTURES: Readonly<Record<string, { readonly bad: readonly Shown[]; readonly good: readonly Shown[] }>> = {
  'weights-not-there': {
    bad: [
      { files: { 'model.safetensors': LFS_POINTER } },
      { files: { 'tokenizer.json': LFS_POINTER } },
      { files: { 'pytorch_model.bin': '' } },
      { files: { 'model.safetensors': '<html>404 Not Found</html>' } },
      { files: { 'unet/diffusion_pytorch_model.fp16.bin': 'Entry not found' } },
      { files: { 'model.safetensors': Buffer.from([9, 0xff, 0xfe, 1, 0, 7]) } },
      { files: { 'm.gguf': safetensors({ a: [1] }) } },
      { files: { 'model.safetensors': safetensors({ a: [64] }).subarray(0, -100) } },
    ],
    good: [
      { files: { 'model.safetensors': safetensors({ a: [64] }), 'm.gguf': makeGguf({}) } },
      { files: { 'train.pt': 'uma frase em português\n', 'notes.bin': 'any text', '.gitkeep': '' } },
    ],
  },
  'weights-missing': {
    bad: [{ claims: [claim('architecture', 'LlamaForCausalLM', 'config.json')], files: { 'config.json': {} } }],
    good: [
      {
        claims: [claim('architecture', 'LlamaForCausalLM', 'config.json')],
        files: { 'model.safetensors': safetensors({ a: [1] }) },
      },
      { claims: [claim('architecture', 'LlamaForCausalLM', 'config.json')], files: { 'openvino_model.bin': 'x' } },
      {
        claims: [claim('architecture', 'LlamaForCausalLM', 'config.json'), claim('adapter', 'LORA')],
        files: { 'config.json': {} },
      },
      { claims: [claim('model-type', 'llama', 'config.json')], files: { 'tokenizer.json': {}, 'config.json': {} } },
      files('data.parquet', 'README.md'),
    ],
  },
  'parameters-differ': {
    bad: [
      only(claim('parameters.stated', '7B'), measured('parameters.count', 4368)),
      only(claim('name', 'Toy Llama 7B'), measured('parameters.count', 1.1e9)),
      only(claim('parameters.stated', 100), measured('parameters.count', 1000)),
    ],
    good: [
      only(claim('parameters.stated', '7B'), measured('parameters.count', 6_738_415_616)),
      only(claim('name', 'Mixtral-8x7B'), measured('parameters.count', 46e9)),
      only(claim('name', 'Qwen3-30B-A3B'), measured('parameters.count', 30e9)),
      only(claim('name', 'Phi-mini-4k-instruct'), measured('parameters.count', 4e9)),
      only(claim('name', 'Llama-4-Scout-17B-16E'), measured('parameters.count', 109e9)),
      only(claim('name', 'lora-7B'), claim('adapter', 'LORA'), measured('parameters.count', 1e6)),
      only(claim('parameters.stated', '7B')),
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
      { claims: [measured('tensor.types', { F16: 1 }, 'm.gguf')], files: { 'm-Q4_K_M.gguf': 'x' } },
    ],
    good: [
      only(claim('quantization.method', 'gptq', 'config.json'), measured('tensor.types', { I32: 10, F16: 1 })),
      { claims: [measured('tensor.types', { Q4_K: 1, F32: 1 }, 'm.gguf')], files: { 'm-Q4_K_M.gguf': 'x' } },
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
  'embedding-rows-differ': {
    bad: [only(claim('vocabulary.size', 120, 'config.json#/vocab_size'), measured('tensor.shape', EMBEDDING))],
    good: [
      only(claim('vocabulary.size', 99, 'config.json#/vocab_size'), measured('tensor.shape', EMBEDDING)),
      only(claim('vocabulary.size', 120, 'config.json#/audio_config/vocab_size'), measured('tensor.shape', EMBEDDING)),
    ],
  },
  'embedding-width-differs': {
    bad: [only(claim('hidden-size', 16, 'config.json#/hidden_size'), measured('tensor.shape', EMBEDDING))],
    good: [
      only(claim('hidden-size', 8, 'config.json#/hidden_size'), measured('tensor.shape', EMBEDDING)),
      only(
        claim('hidden-size', 16, 'config.json#/hidden_size'),
        claim('model-type', 'albert', 'config.json'),
        measured('tensor.shape', EMBEDDING),
      ),
    ],
  },
  'layers-differ': {
    bad: [
      {
        claims: [claim('layers', 4, 'config.json#/num_hidden_layers')],
        files: { 'model.safetensors': safetensors({ 'model.layers.0.w': [1], 'model.layers.1.w': [1] }) },
      },
    ],
    good: [
      {
        claims: [claim('layers', 2, 'config.json#/num_hidden_layers')],
        files: { 'model.safetensors': safetensors({ 'model.layers.0.w': [1], 'model.layers.1.w': [1] }) },
      },
    ],
  },
  'output-layer-missing': {
    bad: [
      only(
        claim('tied-embeddings', false, 'config.json'),
        claim('architecture', 'LlamaForCausalLM', 'config.json'),
        measured('tensor.shape', EMBEDDING),
      ),
    ],
    good: [
      only(
        claim('tied-embeddings', true, 'config.json'),
        claim('architecture', 'LlamaForCausalLM', 'config.json'),
        measured('tensor.shape', EMBEDDING),
      ),
      only(
        claim('tied-embeddings', false, 'config.json'),
        claim('architecture', 'BertModel', 'config.json'),
        measured('tensor.shape', EMBEDDING),
      ),
    ],
  },
  'vocabulary-larger-than-embeddings': {
    bad: [only(measured('vocabulary.size', 120, 'tokenizer.json'), measured('tensor.shape', EMBEDDING))],
    good: [only(measured('vocabulary.size', 100, 'tokenizer.json'), measured('tensor.shape', EMBEDDING))],
  },
  'index-total-differs': {
    bad: [
      {
        files: { 'model.safetensors.index.json': index(9, 'a.safetensors'), 'a.safetensors': safetensors({ t0: [2] }) },
      },
    ],
    good: [
      {
        files: { 'model.safetensors.index.json': index(8, 'a.safetensors'), 'a.safetensors': safetensors({ t0: [2] }) },
      },
      {
        files: {
          'model.safetensors.index.json': index(16, 'a.safetensors'),
          'a.safetensors': safetensors({ t0: [2] }),
        },
      },
    ],
  },
  'shard-missing': {
    bad: [
      { files: { 'model.safetensors.index.json': index(8, 'a.safetensors') } },
      { files: { 'unet/d.safetensors.index.fp16.json': index(8, 'a.safetensors'), 'a.safetensors': 'x' } },
      files('model-00001-of-00003.safetensors', 'model-00003-of-00003.safetensors'),
      files('m-q8-00002-of-00002.gguf'),
      files('pytorch_model-00000-of-00002.bin'),
    ],
    good: [
      { files: { 'sub/model.safetensors.index.json': index(8, 'a.safetensors'), 'sub/a.safetensors': 'x' } },
      files('model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'),
      files('pytorch_model-00000-of-00002.bin', 'pytorch_model-00001-of-00002.bin'),
      files('train-00000-of-00005.parquet'),
    ],
  },
  'shard-tensors-differ': {
    bad: [
      { files: { 'm.safetensors.index.json': index(8, 'a.safetensors'), 'a.safetensors': safetensors({ t1: [2] }) } },
      {
        files: {
          'm.safetensors.index.json': index(8, 'a.safetensors'),
          'a.safetensors': safetensors({ t0: [2], hidden: [1] }),
        },
      },
      {
        files: {
          'm.safetensors.index.json': index(8, 'a.safetensors', 'b.safetensors'),
          'a.safetensors': safetensors({ t1: [1] }),
          'b.safetensors': safetensors({ t0: [1] }),
        },
      },
    ],
    good: [
      {
        files: {
          'm.safetensors.index.json': index(8, 'a.safetensors', 'b.safetensors'),
          'a.safetensors': safetensors({ t0: [1] }),
          'b.safetensors': safetensors({ t1: [1] }),
        },
      },
      { files: { 'pytorch_model.bin.index.json': index(8, 'a.bin'), 'a.bin': 'x' } },
    ],
  },
  'shard-not-listed': {
    bad: [
      {
        files: {
          'model.safetensors.index.json': index(8, 'model-1-of-2.safetensors'),
          'model-1-of-2.safetensors': 'x',
          'model-2-of-2.safetensors': 'x',
        },
      },
    ],
    good: [
      {
        files: {
          'model.safetensors.index.json': index(8, 'model-1-of-1.safetensors'),
          'model-1-of-1.safetensors': 'x',
          'other.safetensors': 'x',
        },
      },
      {
        files: {
          'd.safetensors.index.json': index(8, 'd-1-of-1.safetensors'),
          'd.safetensors.index.fp16.json': index(4, 'd.fp16-1-of-1.safetensors'),
          'd-1-of-1.safetensors': 'x',
          'd.fp16-1-of-1.safetensors': 'x',
        },
      },
    ],
  },
  'base-model-differs': {
    bad: [
      only(claim('base-model', 'a/b'), claim('base-model', 'c/d', 'adapter_config.json')),
      only(claim('base-model', 'https://huggingface.co/a/b'), claim('base-model', 'c/d', 'm.gguf')),
    ],
    good: [
      only(claim('base-model', 'a/b'), claim('base-model', 'https://huggingface.co/A/B/tree/main', 'm.gguf')),
      only(claim('base-model', 'a/b'), claim('base-model', 'c/d'), claim('base-model', 'c/d', 'm.gguf')),
      only(claim('base-model', 'a/b'), claim('base-model', '/home/me/b', 'adapter_config.json')),
    ],
  },
  'training-path-differs': {
    bad: [only(claim('training.path', 'c/d', 'config.json'), claim('base-model', 'a/b'))],
    good: [
      only(claim('training.path', 'a/b', 'config.json'), claim('base-model', 'a/b')),
      only(claim('training.path', './out', 'config.json'), claim('base-model', 'a/b')),
      only(
        claim('training.path', 'me/own', 'config.json'),
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
    bad: [only(claim('base-model', './out')), only(claim('base-model', 'the large one'))],
    good: [only(claim('base-model', 'a/b')), only(claim('base-model', 'https://example.org/m'))],
  },
  'base-model-unpinned': {
    bad: [only(claim('adapter', 'LORA', 'adapter_config.json'), claim('base-model', 'a/b', 'adapter_config.json'))],
    good: [
      only(
        claim('adapter', 'LORA', 'adapter_config.json'),
        claim('base-model', 'a/b', 'adapter_config.json'),
        claim('base-model.revision', 'a'.repeat(40), 'adapter_config.json'),
      ),
    ],
  },
  'base-family-differs': {
    bad: [only(claim('base-model', 'meta-llama/Llama-2-7b'), claim('model-type', 'gpt2', 'config.json'))],
    good: [
      only(claim('base-model', 'meta-llama/Llama-2-7b'), claim('model-type', 'llama', 'config.json')),
      only(claim('base-model', 'me/llamaesque'), claim('model-type', 'gpt2', 'config.json')),
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
    ],
    good: [
      only(claim('base-model.relation', 'quantized'), measured('tensor.types', { Q4_K: 1, F32: 1 })),
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
    good: [only(claim('base-model.relation', 'merge'), claim('base-model', 'a/b'), claim('base-model', 'c/d'))],
  },
  'license-missing': {
    bad: [only(), only(claim('license.text', 'mit', 'LICENSE', 'measured'))],
    good: [only(claim('license', 'mit'))],
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
    bad: [only(claim('license', 'mit'), claim('license', 'apache-2.0', 'm.gguf'))],
    good: [
      only(claim('license', 'apache-2.0'), claim('license', 'Apache-2.0', 'm.gguf')),
      only(claim('license', 'gpl-3.0'), claim('license', 'GPL-3.0-or-later', 'm.gguf')),
      only(claim('license', 'mit'), claim('license', 'MIT OR Apache-2.0', 'm.gguf')),
      only(claim('license', 'other'), claim('license', 'mit', 'm.gguf')),
    ],
  },
  'licenses-several': {
    bad: [only(claim('license', 'mit'), claim('license', 'apache-2.0'))],
    good: [
      only(claim('license', 'mit'), claim('license', 'MIT')),
      only(claim('license', 'mit'), claim('license', 'apache-2.0', 'm.gguf')),
    ],
  },
  'license-text-differs': {
    bad: [only(claim('license', 'mit'), claim('license.text', 'apache-2.0', 'LICENSE', 'measured'))],
    good: [
      only(claim('license', 'apache-2.0'), claim('license.text', 'apache-2.0', 'LICENSE', 'measured')),
      only(claim('license', 'mit'), claim('license.text', 'apache-2.0', 'vendor/LICENSE', 'measured')),
      only(claim('license', 'mit'), claim('license.text', 'other', 'LICENSE', 'measured')),
      only(claim('license', 'Apache License 2.0'), claim('license.text', 'apache-2.0', 'LICENSE', 'measured')),
    ],
  },
  'base-license-dropped': {
    bad: [
      only(claim('license', 'mit'), claim('base-model', 'meta-llama/Llama-3.2-1B')),
      only(claim('license', 'apache-2.0'), claim('base-model', 'https://huggingface.co/google/gemma-2b')),
    ],
    good: [
      only(claim('license', 'llama3.2'), claim('base-model', 'meta-llama/Llama-3.2-1B')),
      only(claim('license', 'mit'), claim('base-model', 'acme/one')),
    ],
  },
  'dataset-license-dropped': {
    bad: [only(claim('license', 'mit'), about('dataset:d', 'dataset.license', 'cc-by-nc-4.0'))],
    good: [
      only(claim('license', 'cc-by-nc-4.0'), about('dataset:d', 'dataset.license', 'cc-by-nc-4.0')),
      only(claim('license', 'mit'), about('dataset:d', 'dataset.license', 'cc-by-4.0')),
    ],
  },
  'license-no-derivatives': {
    bad: [only(claim('license', 'cc-by-nd-4.0'))],
    good: [only(claim('license', 'cc-by-4.0'))],
  },
  'license-non-commercial': {
    bad: [only(claim('license', 'cc-by-nc-4.0'))],
    good: [only(claim('license', 'cc-by-4.0'))],
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
    bad: [only(claim('license', 'llama3.1'), claim('base-model', 'a/b'), claim('repository.id', 'acme/toy'))],
    good: [only(claim('license', 'llama3.1'), claim('base-model', 'a/b'), claim('repository.id', 'acme/Llama-toy'))],
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
    good: [only(claim('code.module', 'mlflow.sklearn', 'MLmodel'))],
  },
  'code-missing': {
    bad: [only(claim('code.module', 'modeling.M', 'config.json#/auto_map/AutoModel'))],
    good: [
      {
        claims: [claim('code.module', 'modeling.M', 'sub/config.json#/auto_map/AutoModel')],
        files: { 'sub/modeling.py': '' },
      },
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
  'code-files': { bad: [files('handler.py')], good: [files('handler.json')] },
  'result-without-source': { bad: [only(metric({}))], good: [only(metric({ source: 'https://example.org' }))] },
  'result-self-reported': { bad: [only(metric({}))], good: [only(metric({ verified: true }))] },
  'evaluation-data-unpinned': { bad: [only(metric({}))], good: [only(metric({ revision: 'abc' }))] },
  'evaluation-data-in-training-data': {
    bad: [only(claim('dataset.evaluation', 'cais/mmlu'), claim('dataset.training', 'CAIS/mmlu'))],
    good: [only(claim('dataset.evaluation', 'cais/mmlu'), claim('dataset.training', 'a/b'))],
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
    ],
  },
  'card-missing': { bad: [files('a.txt')], good: [{ files: CARD }] },
  'card-not-filled-in': {
    bad: [{ files: { 'README.md': '# m\n[More Information Needed]\n' } }],
    good: [{ files: CARD }],
  },
  'section-empty': {
    bad: [only(section('limitations', { characters: 5 }))],
    good: [
      only(section('limitations')),
      only(section('limitations', { characters: 0 })),
      only(section('citation', { characters: 5 })),
    ],
  },
  ...Object.fromEntries(
    ['intended-use', 'limitations', 'bias', 'training-data', 'evaluation'].map((id) => [
      `${id}-missing`,
      {
        bad: [{ files: CARD }, { files: CARD, claims: [section(id, { isTemplate: true })] }],
        good: [{ files: CARD, claims: [section(id)] }, files('a.txt')],
      },
    ]),
  ),
  'training-dataset-missing': { bad: [only()], good: [only(claim('dataset.training', 'a/b'))] },
  'training-dataset-unpinned': {
    bad: [only(claim('dataset.training', 'a/b'))],
    good: [only(claim('dataset.training', 'a/b'), about('dataset:a/b', 'dataset.training.revision', 'abc'))],
  },
  'dataset-without-license': {
    bad: [only(about('dataset:d', 'dataset.name', 'd'))],
    good: [only(about('dataset:d', 'dataset.name', 'd'), about('dataset:d', 'dataset.license', 'mit'))],
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
  'task-missing': { bad: [only()], good: [only(claim('task', 'text-generation'))] },
  'task-differs': {
    bad: [
      only(claim('task', 'text-generation'), claim('architecture', 'BertForSequenceClassification', 'config.json')),
    ],
    good: [
      only(claim('task', 'text-classification'), claim('architecture', 'BertForSequenceClassification', 'config.json')),
      only(claim('task', 'anything'), claim('architecture', 'LlamaForCausalLM', 'config.json')),
    ],
  },
  superseded: { bad: [only(claim('superseded-by', 'a/c'))], good: [only()] },
  'secret-published': {
    bad: [
      { files: { 'notes.txt': `export HF_TOKEN=hf_${'a'.repeat(34)}` } },
      { files: { 'config.json': { key: `AKIA${'A'.repeat(16)}` } } },
      { files: { 'key.pem': '-----BEGIN RSA PRIVATE KEY-----\n' } },
      { files: { 'a.safetensors': safetensors({}, { token: `hf_${'a'.repeat(34)}` }) } },
      { files: { 'notes.txt': 'OPENAI_API_KEY=sk-proj-A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6' } },
    ],
    good: [
      {
        files: {
          'notes.txt':
            'hf_hub_download, sk-learn, https://huggingface.co/acme/sk-finetuned-on-common-voice-17-and-voxpopuli',
          'config.json': { key: 'AKIA' },
        },
      },
    ],
  },
  'path-of-a-machine': {
    bad: [
      only(claim('training.path', '/home/alice/customers/acme', 'config.json')),
      { files: { 'a.safetensors': safetensors({}, { ss_output_dir: 'C:\\Users\\alice\\out' }) } },
    ],
    good: [
      only(claim('training.path', 'a/b', 'config.json')),
      { files: { 'a.safetensors': safetensors({}, { format: 'pt' }) } },
    ],
  },
  'training-texts-published': { bad: [only(claim('training.captions', 12, 'a.safetensors'))], good: [only()] },
  'address-published': {
    bad: [{ files: { 'a.safetensors': safetensors({}, { author: 'a@acme.org' }) } }],
    good: [{ files: { 'a.safetensors': safetensors({}, { author: 'someone@example.org' }) } }],
  },
  'sensitive-training-data': { bad: [only(about('dataset:d', 'dataset.sensitive', 'health'))], good: [only()] },
  'name-differs': {
    bad: [only(claim('name', 'Alpha', 'm.gguf'), claim('name', 'Beta'))],
    good: [
      only(claim('name', 'Alpha 7B', 'm.gguf'), claim('repository.id', 'org/alpha-7b')),
      only(claim('name', 'Alpha', 'm.gguf'), claim('name', 'About us', 'README.md', 'inferred')),
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
    ],
    good: [
      only(
        claim('model-type', 'llama', 'config.json#/model_type'),
        claim('model-type', 'clip', 'config.json#/vision_config/model_type'),
      ),
    ],
  },
  'publisher-is-not-author': {
    bad: [only(claim('repository.id', 'acme/m'), claim('author', 'Bob', 'm.gguf'))],
    good: [only(claim('repository.id', 'acme/m'), claim('author', 'Acme Inc.', 'm.gguf'))],
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
    bad: [{ remarks: [{ kind: 'duplicate-key', file: 'README.md', pointer: '/license' }] }],
    good: [only()],
  },
  'metadata-malformed': { bad: [{ remarks: [{ kind: 'malformed', file: 'README.md' }] }], good: [only()] },
  'metadata-of-another-type': {
    bad: [{ remarks: [{ kind: 'wrong-type', file: 'README.md', pointer: '/license' }] }],
    good: [only()],
  },
  'metadata-too-large': { bad: [{ remarks: [{ kind: 'too-large', file: 'README.md' }] }], good: [only()] },
};
