// SPDX-License-Identifier: Apache-2.0
import { AUDIT_RULES, auditModel } from '@mpk/bom';
import { claimsIn, modelFiles, type Files } from '../model.js';
import { POPULAR_MODELS } from './popular-models.js';
import { MIT } from '../licenses/texts.js';

/** Weights are stubs here: what is said against bytes is tested elsewhere. */
const OF_BYTES = new Set(AUDIT_RULES.filter(({ theme }) => theme === 'bytes').map(({ id }) => id));

const findingsOf = (files: Files): readonly string[] =>
  auditModel(modelFiles(files), claimsIn(files)).flatMap(({ check, severity }) =>
    OF_BYTES.has(check) ? [] : [`${severity} ${check}`],
  );

/** All that is found in each of them. */
const FOUND: Readonly<Record<string, readonly string[]>> = {
  'an encoder': ['info training-dataset-unpinned', 'info training-dataset-unpinned'],
  'a fine-tuned Llama': [
    'info license-use-restrictions',
    'info result-self-reported',
    'info evaluation-data-unpinned',
    'info training-dataset-unpinned',
  ],
  'an instructed model of its maker': [
    'low intended-use-missing',
    'low limitations-missing',
    'low bias-missing',
    'low training-data-missing',
    'low training-dataset-missing',
  ],
  'a LoRA of SDXL': [
    'info license-use-restrictions',
    'low card-not-filled-in',
    'low limitations-missing',
    'low bias-missing',
    'low training-data-missing',
    'low evaluation-missing',
    'low training-dataset-missing',
  ],
  'a LoRA of kohya': [
    'info license-use-restrictions',
    'low intended-use-missing',
    'low limitations-missing',
    'low bias-missing',
    'low evaluation-missing',
    'info training-dataset-unpinned',
    'medium training-texts-published',
  ],
  'GGUF files of a merge': [
    'low intended-use-missing',
    'low limitations-missing',
    'low bias-missing',
    'low evaluation-missing',
    'info task-missing',
  ],
  'GGUF files of somebody who quantises': [
    'info license-use-restrictions',
    'low license-notice-missing',
    'low intended-use-missing',
    'low limitations-missing',
    'low bias-missing',
    'low evaluation-missing',
  ],
  'sentence embeddings': [
    'high license-missing',
    'low result-without-source',
    'info result-self-reported',
    'info evaluation-data-unpinned',
    'low intended-use-missing',
    'low limitations-missing',
    'low bias-missing',
    'info training-dataset-unpinned',
  ],
  'what the Trainer writes': [
    'low result-without-source',
    'info result-self-reported',
    'info evaluation-data-unpinned',
    'info evaluation-data-in-training-data',
    'low card-not-filled-in',
    'low intended-use-missing',
    'low limitations-missing',
    'low bias-missing',
    'info training-dataset-unpinned',
  ],
  'what Unsloth writes': [
    'medium base-license-dropped',
    'low intended-use-missing',
    'low limitations-missing',
    'low bias-missing',
    'low training-data-missing',
    'low evaluation-missing',
    'low training-dataset-missing',
  ],
  'what PEFT writes': [
    'low base-model-unpinned',
    'high license-missing',
    'low card-not-filled-in',
    'low training-dataset-missing',
  ],
  'a fine-tuned Whisper': [
    'low result-without-source',
    'info result-self-reported',
    'info evaluation-data-unpinned',
    'info evaluation-data-in-training-data',
    'low card-not-filled-in',
    'low bias-missing',
    'info training-dataset-unpinned',
  ],
  'a model that sees': [
    'medium code-of-the-repository',
    'info code-files',
    'low intended-use-missing',
    'low limitations-missing',
    'low bias-missing',
    'info training-dataset-unpinned',
  ],
  'a merge': ['low intended-use-missing', 'low limitations-missing', 'low bias-missing', 'low evaluation-missing'],
  'a small dataset': ['low license-non-commercial', 'low card-not-filled-in'],
  'a dataset with Croissant': ['low card-not-filled-in', 'low limitations-missing', 'low bias-missing'],
};

describe('a model as they lie on the Hub', () => {
  it('has what it is told of here', () => {
    expect(Object.keys(POPULAR_MODELS).sort()).toEqual(Object.keys(FOUND).sort());
  });

  it.each(Object.entries(FOUND))('that is %s is told of what is so, and of no more', (name, expected) => {
    expect(findingsOf(POPULAR_MODELS[name] ?? {})).toEqual(expected);
  });
});

/** The same model with one thing in it that is not true. */
const changed = (name: string, file: string, from: string, to: string): Files => {
  const files = POPULAR_MODELS[name] ?? {};
  const content = files[file];
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  expect(text).toContain(from);
  return { ...files, [file]: text.replace(from, to) };
};

describe('one thing that is not true', () => {
  it.each<[string, string, () => Files, string]>([
    [
      'the base of the card',
      'what the Trainer writes',
      () =>
        changed('what the Trainer writes', 'README.md', 'base_model: distilbert-base-uncased', 'base_model: acme/one'),
      'medium base-model-differs',
    ],
    [
      'the base in the tags',
      'what PEFT writes',
      () =>
        changed(
          'what PEFT writes',
          'README.md',
          'base_model:adapter:mistralai/Mistral-7B-v0.1',
          'base_model:adapter:a/b',
        ),
      'high base-model-differs',
    ],
    [
      'the base of the adapter',
      'what PEFT writes',
      () => changed('what PEFT writes', 'adapter_config.json', 'mistralai/Mistral-7B-v0.1', 'acme/one'),
      'high base-model-differs',
    ],
    [
      'the base of a converted file',
      'GGUF files of somebody who quantises',
      () =>
        changed(
          'GGUF files of somebody who quantises',
          'README.md',
          'base_model: meta-llama/Llama-3.1-8B-Instruct',
          'base_model: acme/one',
        ),
      'medium base-model-differs',
    ],
    [
      'the kind of the model',
      'a fine-tuned Llama',
      () => changed('a fine-tuned Llama', 'config.json', '"model_type":"llama"', '"model_type":"gpt2"'),
      'high base-family-differs',
    ],
    [
      'the base of a header',
      'a LoRA of kohya',
      () =>
        changed(
          'a LoRA of kohya',
          'README.md',
          'base_model: stabilityai/stable-diffusion-xl-base-1.0',
          'base_model: runwayml/stable-diffusion-v1-5',
        ),
      'high header-family-differs',
    ],
    [
      'the task',
      'an instructed model of its maker',
      () => changed('an instructed model of its maker', 'README.md', 'text-generation', 'image-classification'),
      'medium task-differs',
    ],
    [
      'the licence',
      'an instructed model of its maker',
      () => ({ ...(POPULAR_MODELS['an instructed model of its maker'] ?? {}), LICENSE: MIT }),
      'high license-text-differs',
    ],
    [
      'the licence of the base',
      'a fine-tuned Llama',
      () => changed('a fine-tuned Llama', 'README.md', 'license: llama3.1', 'license: apache-2.0'),
      'high base-license-dropped',
    ],
    [
      'the licence in a sentence',
      'an encoder',
      () =>
        changed('an encoder', 'README.md', '## Model description\n', '## Model description\n\n- **License:** MIT\n'),
      'medium licenses-differ',
    ],
    [
      'the split',
      'a fine-tuned Whisper',
      () => changed('a fine-tuned Whisper', 'README.md', 'split: test', 'split: train'),
      'high evaluation-data-in-training-data',
    ],
    [
      'the licence of a description of data',
      'a dataset with Croissant',
      () => changed('a dataset with Croissant', 'croissant.json', 'licenses/cc-by-sa-4.0/', 'licenses/mit/'),
      'high licenses-differ',
    ],
  ])('such as %s in %s is found', (_, name, files, expected) => {
    const isKnown = FOUND[name]?.includes(expected) === true;
    expect([findingsOf(files()).includes(expected), isKnown]).toEqual([true, false]);
  });
});
