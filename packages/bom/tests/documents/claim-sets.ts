// SPDX-License-Identifier: Apache-2.0
import type { Claim, ClaimMethod, ClaimValue } from '@mpk/core';
import type { DocumentInput } from '@mpk/bom/documents';

/** A claim of a file, at a pointer: `README.md#/license`; `file` alone is all of it. */
export function claim(
  name: string,
  value: ClaimValue,
  at: string,
  { subject = 'model', method = 'declared' }: { readonly subject?: string; readonly method?: ClaimMethod } = {},
): Claim {
  const cut = at.indexOf('#');
  const source = cut < 0 ? { file: at } : { file: at.slice(0, cut), pointer: at.slice(cut + 1) };
  return { subject, name, value, source, method };
}

const files = (...names: readonly string[]) =>
  names.map((name, i) => ({ name, sizeBytes: 10 * i, sha256: String(i % 10).repeat(64) }));

const tool = { name: 'model-provenance-kit', version: '0.0.0' };

/** A fine-tuned model of the Hub that says much of itself, not all of it consistent. */
export const FINETUNED: DocumentInput = {
  tool,
  timestamp: new Date('2026-02-03T04:05:06Z'),
  model: {
    name: 'acme/toy-llama',
    uri: `hf://acme/toy-llama@${'b'.repeat(40)}`,
    manifestDigest: `sha256:${'a'.repeat(64)}`,
    files: files(
      'README.md',
      'config.json',
      'model.safetensors',
      'LICENSE',
      'croissant.json',
      'tokenizer_config.json',
      'chat_template.jinja',
    ),
  },
  claims: [
    claim('name', 'Toy Llama', 'README.md#/model_name'),
    claim('description', 'A toy.\nIt says little.', 'README.md##Description', { method: 'inferred' }),
    claim('author', 'Ada', 'README.md#/author'),
    claim('author', 'Bob', 'README.md#/author'),
    claim('organization', 'ACME', 'model.safetensors#__metadata__/author'),
    claim('license', 'apache-2.0', 'README.md#/license'),
    claim('license', 'MIT OR Apache-2.0', 'croissant.json#/license'),
    claim('license', 'other', 'config.json#/license'),
    claim('license.name', 'Llama 3.2 Community', 'config.json#/license_name'),
    claim('license.link', 'https://www.llama.com/llama3_2/license/', 'config.json#/license_link'),
    claim('license.text', 'MIT', 'LICENSE', { method: 'measured' }),
    claim('base-model', 'meta-llama/Llama-3.2-1B', 'README.md#/base_model'),
    claim('base-model.relation', 'finetune', 'README.md#/base_model_relation'),
    claim('base-model.revision', 'c'.repeat(40), 'README.md#/base_model_revision'),
    claim('dataset.training', 'HuggingFaceH4/ultrachat_200k', 'README.md#/datasets/0'),
    claim('dataset.evaluation', 'cais/mmlu', 'README.md#/model-index/0/results/0/dataset/type'),
    claim('dataset.evaluation.revision', 'd'.repeat(40), 'README.md#/model-index/0/results/0/dataset/revision', {
      subject: 'dataset:cais/mmlu',
    }),
    claim('dataset.license', 'mit', 'croissant.json#/license', { subject: 'dataset:HuggingFaceH4/ultrachat_200k' }),
    claim('dataset.creator', 'HuggingFaceH4', 'croissant.json#/creator', {
      subject: 'dataset:HuggingFaceH4/ultrachat_200k',
    }),
    claim('dataset.published', '2023-10-01', 'croissant.json#/datePublished', {
      subject: 'dataset:HuggingFaceH4/ultrachat_200k',
    }),
    claim('dataset.sensitive', 'names', 'croissant.json#/rai', { subject: 'dataset:HuggingFaceH4/ultrachat_200k' }),
    claim(
      'metric',
      { task: 'text-generation', dataset: 'cais/mmlu', metric: 'acc', value: 31.4, verified: true },
      'README.md#/model-index/0/results/0/metrics/0',
    ),
    claim('parameters.count', 1_234_567, 'model.safetensors', { method: 'measured' }),
    claim('parameters.count', 7_000_000, 'config.json#/n_params'),
    claim('architecture', 'LlamaForCausalLM', 'config.json#/architectures/0'),
    claim('model-type', 'llama', 'config.json#/model_type'),
    claim('hidden-size', 16, 'config.json#/text_config/hidden_size'),
    claim('hidden-size', 32, 'config.json#/vision_config/hidden_size'),
    claim('task', 'text-generation', 'README.md#/pipeline_tag'),
    claim('tag', 'llama', 'README.md#/tags/1'),
    claim('tag', 'chat', 'README.md#/tags/0'),
    claim('language', 'en', 'README.md#/language/0'),
    claim('language', 'Klingon', 'README.md#/language/1'),
    claim('library.name', 'transformers', 'README.md#/library_name'),
    claim('library.version', 'transformers 4.40.1', 'config.json#/transformers_version'),
    claim('dependency', 'torch==2.3.0', 'requirements.txt#1'),
    claim('tokenizer', 'LlamaTokenizer', 'tokenizer_config.json#/tokenizer_class'),
    claim('chat-template', '9'.repeat(64), 'chat_template.jinja', { method: 'measured' }),
    claim('released', '2026-01-31T10:00:00Z', 'README.md#/date'),
    claim('energy.co2', 1240, 'README.md#/co2_eq_emissions/emissions'),
    claim('intended-use', 'Chat.', 'README.md##Uses'),
    claim('limitation', 'It makes\nthings up.', 'README.md##Limitations'),
    claim('bias', 'Of its data.', 'README.md##Bias'),
    claim('training.hyperparameter', { name: 'learning_rate', value: 0.0002 }, 'README.md##Training'),
    claim('repository.url', 'https://example.org/toy?a={b}#c', 'README.md#/url'),
    claim('file.shard', { index: 1, total: 1 }, 'model.safetensors', { subject: 'file:model.safetensors' }),
    claim('input', { name: 'ids', type: 'int64', shape: ['batch', 128] }, 'config.json#/input'),
  ],
};

/** An adapter outside of any hub, made by a recorded pipeline; two files name another base each. */
export const ADAPTER: DocumentInput = {
  tool,
  timestamp: new Date('2026-02-03T04:05:06Z'),
  model: {
    name: 'my adapter',
    uri: 'file:///home/ada/my%20adapter',
    files: files('adapter_config.json', 'README.md', 'weights/a b%.safetensors'),
  },
  lineage: [
    { name: 'mistralai/Mistral-7B-v0.1', known: 'confirmed' },
    { name: 'acme/unnamed', known: 'attested' },
  ],
  production: {
    images: [{ name: 'ghcr.io/acme/train', digest: `sha256:${'e'.repeat(64)}`, tag: 'v1' }],
    packages: [{ name: 'torch', version: '2.3.0', sha256: 'f'.repeat(64) }, { name: 'peft' }],
    runs: [
      {
        id: 'run 1',
        name: 'train',
        startedAt: new Date('2026-01-01T00:00:00Z'),
        finishedAt: new Date('2026-01-01T01:00:00Z'),
        parameters: [{ name: 'lr', value: '2e-4' }],
        inputs: [
          { uri: 'hf://datasets/acme/data', digest: `sha256:${'1'.repeat(64)}` },
          { uri: 'https://a.example/x' },
        ],
      },
    ],
  },
  verdicts: [
    {
      signer: 'quality',
      bundleSha256: '2'.repeat(64),
      kind: 'tests',
      result: 'FAILED',
      met: ['accuracy >= 0.9'],
      unmet: ['worst subgroup >= 0.85'],
      url: 'https://ci.acme.example/runs/42',
    },
    {
      signer: 'quality',
      bundleSha256: '3'.repeat(64),
      kind: 'verification',
      result: 'PASSED',
      met: ['policy:production'],
      unmet: [],
      at: new Date('2026-01-02T00:00:00Z'),
    },
  ],
  claims: [
    claim('adapter', 'LORA', 'adapter_config.json#/peft_type'),
    claim('adapter.rank', 8, 'adapter_config.json#/r'),
    claim('base-model', 'mistralai/Mistral-7B-v0.1', 'adapter_config.json#/base_model_name_or_path'),
    claim('base-model', './local/base', 'README.md#/base_model'),
    claim('base-model.relation', 'adapter', 'README.md#/base_model'),
    claim('license', 'MIT OR Apache-2.0', 'README.md#/license'),
    claim('version', '1.0', 'README.md#/version'),
  ],
};

/** A model that says nothing. */
export const SILENT: DocumentInput = { tool, model: { name: 'silent', files: files('model.bin') }, claims: [] };

export const CLAIM_SETS = { finetuned: FINETUNED, adapter: ADAPTER, silent: SILENT } as const;
