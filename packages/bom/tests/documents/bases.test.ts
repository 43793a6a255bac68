// SPDX-License-Identifier: Apache-2.0
import { documentsOf, sourcesOf } from './folders.js';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe('a base that one file names by its id and another by its address', () => {
  const documents = documentsOf({
    'README.md': '---\nbase_model: acme/base\nbase_model_relation: adapter\n---\n',
    'adapter_config.json': {
      peft_type: 'LORA',
      base_model_name_or_path: `https://huggingface.co/acme/base/tree/${COMMIT}`,
    },
  });

  it('is one ancestor with a package URL, and both files are cited', () => {
    const { ancestors } = documents.bom.metadata.component.pedigree;
    expect(ancestors).toEqual([
      expect.objectContaining({
        'bom-ref': 'base:acme/base',
        group: 'acme',
        name: 'base',
        version: COMMIT,
        purl: `pkg:huggingface/acme/base@${COMMIT}`,
      }),
    ]);
    expect(sourcesOf(documents, '/metadata/component/pedigree/ancestors/0/name')).toEqual([
      'README.md#/base_model (declared)',
      'adapter_config.json#/base_model_name_or_path (declared)',
    ]);
  });

  it('keeps the address as it was written', () => {
    const [{ properties }] = documents.bom.metadata.component.pedigree.ancestors;
    expect(properties).toContainEqual({
      name: 'mpk:lineage:written',
      value: `https://huggingface.co/acme/base/tree/${COMMIT}`,
    });
  });

  it('is one package of SPDX', () => {
    const bases = documents.spdx('ai_AIPackage').filter(({ spdxId }) => spdxId.includes('base:'));
    expect(bases.map(({ name }) => name)).toEqual(['acme/base']);
  });
});
