// SPDX-License-Identifier: Apache-2.0
import { viewModel, type BomDataset } from '@mpk/bom/assess';
import { kitBom, owaspBom, parsed } from '../assess/producers.js';

const shown = (bom: unknown): string[] =>
  viewModel(parsed(bom)).datasets.map(({ kind, name, uses }: BomDataset) => `${kind} ${name ?? '-'} ${uses.join('+')}`);

describe('datasets of a model', () => {
  it('are told apart by what they were used for', () => {
    expect(shown(kitBom())).toEqual([
      'component HuggingFaceH4/ultrachat_200k training',
      'component cais/mmlu evaluation',
    ]);
    const bom = kitBom();
    bom.components[0].properties.push({ name: 'mpk:dataset:role', value: 'evaluation' });
    expect(shown(bom)[0]).toBe('component HuggingFaceH4/ultrachat_200k training+evaluation');
  });

  it('may stand within the card', () => {
    expect(shown(owaspBom())).toEqual(['inline ultrachat_200k ']);
  });

  it('are no configurations, nor data that an ancestor or a tool brings', () => {
    const bom = kitBom();
    bom.components = [{ type: 'data', name: 'template', data: [{ type: 'configuration' }] }];
    bom.metadata.tools.components[0].components = [{ type: 'data', name: 'of the tool' }];
    bom.metadata.component.pedigree.ancestors[0].components = [{ type: 'data', name: 'of the base' }];
    bom.metadata.component.pedigree.ancestors[0].components.push({ type: 'file', name: 'base.bin' });
    bom.components.push({ type: 'data', name: 'plain' });
    expect(shown(bom)).toEqual(['component plain ']);
    expect(viewModel(parsed(bom)).files.map(({ name }) => name)).toEqual(['model.safetensors', 'README.md']);
  });
});
