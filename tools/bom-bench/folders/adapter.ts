// SPDX-License-Identifier: Apache-2.0
import { makeSafetensors } from '../../../packages/bom/tests/safetensors.ts';
import { createFolder } from '../truth.ts';

const CARD = `---
license: cc-by-nc-4.0
library_name: peft
base_model: acme/base-heron
pipeline_tag: text-generation
tags: ["base_model:adapter:acme/base-heron", lora]
datasets: [acme/letters]
---
# Night Heron
`;

/** An adapter whose card and configuration name two bases. */
export const ADAPTER = createFolder(
  { name: 'delta', what: 'LoRA adapter: two files, two bases' },
  {
    'README.md': [
      CARD,
      ['name', 'Night Heron'],
      ['license', 'cc-by-nc-4.0', /licen/i],
      ['base', 'acme/base-heron'],
      ['dataset', 'acme/letters'],
      ['task', 'text-generation'],
      ['library', 'peft', /librar|framework|name/i],
    ],
    'adapter_config.json': [
      {
        peft_type: 'LORA',
        task_type: 'CAUSAL_LM',
        base_model_name_or_path: 'acme/other-heron',
        revision: '0123456789abcdef0123456789abcdef01234567',
        r: 8,
        lora_alpha: 24,
        target_modules: ['q_proj', 'v_proj'],
      },
      ['base', 'acme/other-heron'],
      ['base', '0123456789abcdef0123456789abcdef01234567'],
      ['training', 'LORA'],
      ['training', '8', /rank|(?:^|[^a-z])r$/i],
      ['training', '24', /alpha/i],
      ['training', 'q_proj'],
      ['training', 'v_proj'],
      ['task', 'CAUSAL_LM'],
    ],
    'adapter_model.safetensors': [
      makeSafetensors({ 'a.lora_A.weight': ['F16', 8, 20], 'a.lora_B.weight': ['F16', 20, 8] }),
      ['parameters', '320'],
      ['precision', 'F16'],
    ],
  },
);
