// SPDX-License-Identifier: Apache-2.0
import { collectClaims } from '@mpk/bom';
import { createDocument, findReferenceFaults } from '@mpk/bom/documents';
import { spdxFaults } from '../spdx/spdx-schema.js';
import { modelFiles } from '../model.js';
import { jsonFaults, xmlFaults } from './validators.js';

const files = modelFiles({
  'README.md': `---
license: apache-2.0
language: [en, de]
base_model: [acme/base, acme/other]
base_model_relation: merge
datasets: [acme/data]
tags: [chat, "license:mit", "dataset:acme/more"]
co2_eq_emissions: {emissions: 12, source: codecarbon}
model-index:
  - name: Toy
    results:
      - task: {type: text-generation}
        dataset: {type: cais/mmlu, name: MMLU, revision: abc}
        metrics: [{type: acc, value: 31.4}]
---
# Toy model
## Uses
Chat.
## Bias, Risks, and Limitations
It makes things up.
`,
  'config.json': {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: 16,
    transformers_version: '4.40.0',
  },
});

describe('a folder of files', () => {
  const { claims } = collectClaims(files);
  const input = { model: { name: 'toy', files }, claims, tool: { name: 'kit', version: '1' }, timestamp: new Date(0) };

  it('becomes valid documents of every format', () => {
    const json = createDocument({ ...input, format: 'cyclonedx-json' });
    expect(jsonFaults(json, '1.7')).toBeNull();
    expect(findReferenceFaults(JSON.parse(json))).toEqual({ duplicates: [], dangling: [] });
    expect(xmlFaults(createDocument({ ...input, format: 'cyclonedx-xml' }), '1.7')).toBeNull();
    expect(spdxFaults(createDocument({ ...input, format: 'spdx-json' }))).toEqual([]);
  });

  it('has what its card and its configuration say', () => {
    const { metadata, components } = JSON.parse(createDocument({ ...input, format: 'cyclonedx-json' }));
    const { component } = metadata;
    expect(component.licenses.map(({ license }: any) => license.id)).toEqual(['Apache-2.0', 'MIT']);
    expect(component.pedigree.ancestors.map((one: any) => one['bom-ref'])).toEqual([
      'base:acme/base',
      'base:acme/other',
    ]);
    expect(component.modelCard).toMatchObject({
      modelParameters: { architectureFamily: 'llama', modelArchitecture: 'LlamaForCausalLM' },
      quantitativeAnalysis: { performanceMetrics: [{ type: 'acc', value: '31.4' }] },
      considerations: { useCases: ['Chat.'], technicalLimitations: ['It makes things up.'] },
    });
    expect(components.map((one: any) => one['bom-ref'])).toEqual([
      'dataset:acme/data',
      'dataset:acme/more',
      'dataset:cais/mmlu',
      'library:transformers@4.40.0',
    ]);
  });
});
