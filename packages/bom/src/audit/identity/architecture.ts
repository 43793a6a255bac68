// SPDX-License-Identifier: Apache-2.0
import type { AuditRule } from '../rule.js';
import { differing } from './differing.js';
import { plain } from './names.js';

/** Types of transformers, letters and digits alone, and what llama.cpp has for them in turn; others are alike in both. */
const IN_GGUF: ReadonlyMap<string, string> = new Map([
  ['mistral', 'llama'],
  ['mixtral', 'llama'],
  ['deepseekv2', 'deepseek2'],
  ['deepseekv3', 'deepseek2'],
  ['cohere', 'commandr'],
  ['roberta', 'bert'],
  ['xlmroberta', 'bert'],
  ['gemma3text', 'gemma3'],
  ['llama4text', 'llama4'],
  ['qwen25vl', 'qwen2vl'],
  ['stablelmepoch', 'stablelm'],
  ['refinedwebmodel', 'falcon'],
  ['refinedweb', 'falcon'],
  ['phi', 'phi2'],
  ['gptbigcode', 'starcoder'],
  ['phimsft', 'phi2'],
]);

export const architectureDiffers: AuditRule = {
  id: 'architecture-differs',
  theme: 'identity',
  severity: 'medium',
  description: 'Two files name different families of models.',
  risk: 'Files of different models lie in one folder.',
  fix: 'Publish them apart.',
  limits: 'Families that llama.cpp has under another name are the same; parts of a model are passed over.',
  *check(model) {
    const types = model.texts('model-type').filter(({ source }) => (source.pointer ?? '').split('/').length <= 2);
    const isConverted = types.some(({ source }) => source.file?.endsWith('.gguf') === true);
    yield* differing(types, ({ value }) => (isConverted ? IN_GGUF.get(plain(value)) : undefined) ?? plain(value));
  },
};
