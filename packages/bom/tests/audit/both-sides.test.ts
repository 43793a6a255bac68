// SPDX-License-Identifier: Apache-2.0
import { auditModel } from '@mpk/bom';
import { claimsIn, modelFiles, type Files } from '../model.js';
import { safetensors } from './shown.js';

/** Where both sides of what a rule tells stand. */
const sidesOf = (rule: string, files: Files): readonly (readonly string[])[] =>
  auditModel(modelFiles(files), claimsIn(files))
    .filter(({ check }) => check === rule)
    .map(({ evidence }) => evidence.map(({ source }) => source));

const card = (...lines: readonly string[]): string => `---\n${lines.join('\n')}\n---\n# Toy\n`;

describe('a contradiction', () => {
  it.each<[string, Files, readonly string[]]>([
    [
      'header-family-differs',
      {
        'README.md': card('base_model: stabilityai/stable-diffusion-xl-base-1.0'),
        'toy.safetensors': safetensors({ w: [2] }, { ss_base_model_version: 'sd_v1' }),
      },
      ['toy.safetensors#/__metadata__/ss_base_model_version', 'README.md#/base_model'],
    ],
    [
      'relation-differs',
      {
        'README.md': card('base_model_relation: finetune'),
        'adapter_config.json': { peft_type: 'LORA' },
        'adapter_model.safetensors': safetensors({ w: [2] }),
      },
      ['README.md#/base_model_relation', 'adapter_config.json#/peft_type'],
    ],
    [
      'dataset-license-dropped',
      {
        'README.md': card('license: mit', 'datasets: [tatsu-lab/alpaca]'),
        'model.safetensors': safetensors({ w: [2] }),
      },
      ['README.md#/datasets/0', 'README.md#/license'],
    ],
    [
      'task-differs',
      {
        'README.md': card('pipeline_tag: text-generation'),
        'adapter_config.json': { peft_type: 'LORA', task_type: 'SEQ_CLS' },
      },
      ['README.md#/pipeline_tag', 'adapter_config.json#/task_type'],
    ],
    [
      'parameters-differ',
      { 'README.md': `${card('license: mit')}- **Parameters:** 7B\n`, 'model.safetensors': safetensors({ w: [2] }) },
      ['README.md#Toy', 'model.safetensors'],
    ],
    [
      'license-forbids-in-words',
      { 'README.md': `${card('license: mit')}\n## License\n\nFor research purposes only.\n` },
      ['README.md#/license', 'README.md#License'],
    ],
    [
      'license-notice-differs',
      {
        'README.md': card('license: mit'),
        NOTICE: 'Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc.',
      },
      ['README.md#/license', 'NOTICE'],
    ],
    [
      'tokenizer-family-differs',
      {
        'config.json': { model_type: 'bert' },
        'tokenizer_config.json': { tokenizer_class: 'LlamaTokenizer' },
      },
      ['tokenizer_config.json#/tokenizer_class', 'config.json#/model_type'],
    ],
  ])('that %s tells is shown with both of its sides', (rule, files, sides) => {
    expect(sidesOf(rule, files)).toEqual([sides]);
  });
});
