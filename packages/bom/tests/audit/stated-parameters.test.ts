// SPDX-License-Identifier: Apache-2.0
import type { Files } from '../model.js';
import { folder, idsIn, safetensors } from './shown.js';

const CARD = (size: string): string => `---\nlicense: mit\n---\n# Toy\n\n- **Parameters:** ${size}\n`;
const million = safetensors({ w: [1000, 1000] });

describe('a number of parameters in the prose of a card', () => {
  it.each<[string, boolean, Files]>([
    ['is told where the tensors hold another', true, { 'README.md': CARD('7B'), 'model.safetensors': million }],
    ['is right within what people round', false, { 'README.md': CARD('1.1M'), 'model.safetensors': million }],
    [
      'is the base of an adapter',
      false,
      {
        'README.md': CARD('7B'),
        'adapter_config.json': { peft_type: 'LORA' },
        'adapter_model.safetensors': million,
      },
    ],
    ['is not held against nothing', false, { 'README.md': CARD('7B'), 'config.json': { model_type: 'llama' } }],
  ])('%s', (_, isTold, files) => {
    expect(idsIn(folder(files)).includes('parameters-differ')).toBe(isTold);
  });
});
