// SPDX-License-Identifier: Apache-2.0
import { makeSafetensors } from '../../../packages/bom/tests/safetensors.ts';
import { createFolder } from '../truth.ts';

const CARD = `---
language: [en, de]
license: apache-2.0
library_name: transformers
pipeline_tag: text-generation
base_model: acme/base-llama
base_model_relation: finetune
datasets: [acme/letters, acme/stories]
co2_eq_emissions: {emissions: 1240, source: codecarbon}
model-index:
  - name: Blue Heron
    results:
      - task: {type: text-generation}
        dataset: {type: cais/mmlu, name: MMLU}
        metrics: [{type: acc, value: 31.4}]
---
# Blue Heron

A small model that writes letters.

## Uses

It drafts letters of a few lines.

## Bias, Risks, and Limitations

It was trained on letters of one town.
`;

const MIT = `MIT License

Copyright (c) 2026 Acme

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY
CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;

const CONFIG = {
  _name_or_path: 'mistralai/Mistral-7B-v0.1',
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  auto_map: { AutoModelForCausalLM: 'modeling_heron.HeronForCausalLM' },
  vocab_size: 96,
  hidden_size: 16,
  num_hidden_layers: 3,
  num_attention_heads: 2,
  intermediate_size: 40,
  max_position_embeddings: 2048,
  torch_dtype: 'bfloat16',
  transformers_version: '4.57.1',
};

/** A fine-tuned model whose licence text is another than its card says, and whose configuration names where it was trained from. */
export const TRANSFORMERS = createFolder(
  { name: 'alpha', what: 'transformers: card, configuration, safetensors' },
  {
    'README.md': [
      CARD,
      ['name', 'Blue Heron'],
      ['license', 'apache-2.0', /licen/i],
      ['base', 'acme/base-llama'],
      ['base', 'finetune', /relation|tun|base/i],
      ['dataset', 'acme/letters'],
      ['dataset', 'acme/stories'],
      ['dataset', ['cais/mmlu', 'MMLU']],
      ['task', 'text-generation'],
      ['library', 'transformers', /librar|framework|name/i],
      ['use', ['en'], /lang/i],
      ['use', ['de'], /lang/i],
      ['use', 'A small model that writes letters.'],
      ['use', 'drafts letters of a few lines'],
      ['use', 'trained on letters of one town'],
      ['result', '31.4'],
      ['result', '1240'],
      ['result', 'codecarbon'],
    ],
    LICENSE: [MIT, ['license', 'MIT', /licen/i], ['name', 'Acme', /copyright|holder/i]],
    'config.json': [
      CONFIG,
      ['base', 'mistralai/Mistral-7B-v0.1'],
      ['architecture', 'LlamaForCausalLM'],
      ['architecture', 'llama', /family|type|architecture/i],
      ['architecture', 'modeling_heron'],
      ['size', '96', /vocab/i],
      ['size', '16', /hidden|embed/i],
      ['size', '3', /layer/i],
      ['size', '2', /heads/i],
      ['size', '40', /intermediate|feed/i],
      ['size', '2048', /context|position/i],
      ['precision', ['bfloat16'], /dtype|precision|quant/i],
      ['library', ['transformers 4.57.1', 'transformers@4.57.1', '4.57.1']],
    ],
    'tokenizer_config.json': [
      { tokenizer_class: 'HeronTokenizerFast', model_max_length: 1999, chat_template: '{{ messages }}' },
      ['architecture', 'HeronTokenizerFast'],
      ['size', '1999'],
      // The template itself, or its SHA-256.
      ['interface', ['{{ messages }}', 'f24189f08c85a1eb19a737306c3a13e85462ee33d964f28108d64a2485fa2171']],
    ],
    'model.safetensors': [
      makeSafetensors(
        { 'model.embed_tokens.weight': ['BF16', 96, 16], 'model.norm.weight': ['F32', 16] },
        { format: 'pt' },
      ),
      ['parameters', '1552'],
      ['precision', 'BF16'],
      ['precision', 'F32'],
      ['parameters', '2', /tensor.?count/i],
    ],
  },
);
