// SPDX-License-Identifier: Apache-2.0
import {
  createDocument,
  findReferenceFaults,
  SPEC_VERSIONS,
  type DocumentInput,
  type SpecVersion,
} from '@mpk/bom/documents';
import { ADAPTER, CLAIM_SETS, claim, FINETUNED, SILENT } from '../documents/claim-sets.js';
import { at, leafPointers, sourcePointers } from '../documents/pointers.js';
import { jsonFaults } from '../documents/validators.js';

const bomOf = (input: DocumentInput, spec: SpecVersion = '1.7'): any =>
  JSON.parse(createDocument({ ...input, format: 'cyclonedx-json', spec }));
const withClaims = (...claims: DocumentInput['claims']): DocumentInput => ({ ...SILENT, claims });
const propertiesOf = (component: any): Record<string, string> =>
  Object.fromEntries((component.properties ?? []).map(({ name, value }: any) => [name, value]));

describe.each(Object.entries(CLAIM_SETS))('the JSON of the %s model', (_, input) => {
  it.each(SPEC_VERSIONS)('is valid %s, with every reference in place', async (spec) => {
    const document = createDocument({ ...input, format: 'cyclonedx-json', spec });
    expect(jsonFaults(document, spec)).toBeNull();
    expect(findReferenceFaults(JSON.parse(document))).toEqual({ duplicates: [], dangling: [] });
  });

  it.each(SPEC_VERSIONS)('is the same bytes again as %s, and whatever the order of files', (spec) => {
    const turned = { ...input, model: { ...input.model, files: input.model.files.toReversed() } };
    expect(createDocument({ ...turned, format: 'cyclonedx-json', spec })).toBe(
      createDocument({ ...input, format: 'cyclonedx-json', spec }),
    );
  });

  it.each(SPEC_VERSIONS)('points from each source to something that is there, as %s', (spec) => {
    const bom = bomOf(input, spec);
    const pointers = sourcePointers(bom);
    expect(pointers.length).toBeGreaterThan(0);
    for (const pointer of pointers) expect([pointer, at(bom, pointer)]).not.toEqual([pointer, undefined]);
  });

  it.each(SPEC_VERSIONS)('says where each fact is known from, as %s', (spec) => {
    const bom = bomOf(input, spec);
    const sources = new Set(sourcePointers(bom));
    const isCited = (pointer: string): boolean =>
      sources.has(pointer) || (pointer !== '' && isCited(pointer.slice(0, pointer.lastIndexOf('/'))));
    const facts = ['/metadata/component', '/components', '/formulation']
      .flatMap((part) => leafPointers(at(bom, part) ?? [], part))
      .filter((pointer) => !/\/(?:bom-ref|type)$/.test(pointer));
    expect(facts.filter((pointer) => !isCited(pointer))).toEqual([]);
  });
});

describe('a BOM', () => {
  it('cites the file and the key of a fact in 1.7', () => {
    const bom = bomOf(FINETUNED);
    const { task } = bom.metadata.component.modelCard.modelParameters;
    expect(task).toBe('text-generation');
    const pointer = '/metadata/component/modelCard/modelParameters/task';
    expect(bom.citations.filter(({ pointers }: any) => pointers.includes(pointer))).toEqual([
      {
        pointers: [pointer],
        timestamp: '2026-02-03T04:05:06.000Z',
        attributedTo: 'file:README.md',
        note: 'README.md#/pipeline_tag (declared)',
      },
    ]);
  });

  it.each([
    ['1.6', FINETUNED],
    ['1.5', FINETUNED],
    ['1.7', { ...FINETUNED, timestamp: undefined }],
  ] as const)('says the same in properties in %s, or where it has no time', (spec, input) => {
    const bom = bomOf(input, spec);
    expect(bom.citations).toBeUndefined();
    expect(propertiesOf(bom)['mpk:source:/metadata/component/modelCard/modelParameters/task']).toBe(
      'README.md#/pipeline_tag (declared)',
    );
  });

  it('has no time of its own, and another serial number for other content', () => {
    const [silent, other] = [bomOf(SILENT), bomOf(withClaims(claim('task', 'x', 'README.md')))];
    expect(silent.metadata.timestamp).toBeUndefined();
    expect(silent.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(other.serialNumber).not.toBe(silent.serialNumber);
  });

  it('invents nothing for a model that says nothing', () => {
    const { metadata, components, dependencies } = bomOf(SILENT);
    expect(Object.keys(metadata.component).sort()).toEqual(['bom-ref', 'components', 'name', 'purl', 'type']);
    expect(components).toEqual([]);
    expect(dependencies).toBeUndefined();
  });

  it('refuses files of one name', () => {
    const files = [...SILENT.model.files, ...SILENT.model.files];
    expect(() => bomOf({ ...SILENT, model: { ...SILENT.model, files } })).toThrow(
      expect.objectContaining({ code: 'MODEL_NAME_INVALID' }),
    );
  });
});

describe('claims that disagree', () => {
  it('give the field to the best method, and are properties with the others', () => {
    const properties = propertiesOf(bomOf(FINETUNED).metadata.component);
    expect(properties['cdx:ai-ml:model:parameter:count']).toBe('1234567');
    expect(properties['mpk:conflict:parameters.count']).toBe('7000000');
  });

  it('are no conflict within one file, whose parts may differ', () => {
    const properties = propertiesOf(bomOf(FINETUNED).metadata.component);
    expect(properties['cdx:ai-ml:model:hyperparameter:hidden_size']).toBe('16');
    expect(properties['mpk:other:hidden-size']).toBe('32');
  });

  it('are all cited', () => {
    const bom = bomOf(FINETUNED);
    const i = bom.metadata.component.properties.findIndex(({ name }: any) => name === 'mpk:conflict:parameters.count');
    const notes = bom.citations.filter(({ pointers }: any) => pointers.includes(`/metadata/component/properties/${i}`));
    expect(notes.map(({ note }: any) => note)).toEqual(['config.json#/n_params (declared)']);
  });
});

describe('licences', () => {
  const licensesOf = (spec: SpecVersion): any => bomOf(FINETUNED, spec).metadata.component.licenses;

  it('are all there in 1.7, with what is declared and what is concluded', () => {
    expect(licensesOf('1.7')).toEqual([
      { license: { id: 'Apache-2.0', acknowledgement: 'declared' } },
      {
        license: {
          name: 'Llama 3.2 Community',
          acknowledgement: 'declared',
          url: 'https://www.llama.com/llama3_2/license/',
          properties: [{ name: 'mpk:license:written', value: 'other' }],
        },
      },
      { license: { id: 'MIT', acknowledgement: 'concluded' } },
      { expression: 'MIT OR Apache-2.0', acknowledgement: 'declared' },
    ]);
  });

  it.each(['1.5', '1.6'] as const)('keep an expression next to others in %s, as a name', (spec) => {
    const licenses = licensesOf(spec);
    expect(licenses).toHaveLength(4);
    expect(licenses[3].license.name).toBe('MIT OR Apache-2.0');
  });

  it('have the acknowledgement as a property in 1.5', () => {
    expect(licensesOf('1.5')[2].license.properties).toEqual([
      { name: 'mpk:license:acknowledgement', value: 'concluded' },
    ]);
  });

  it.each(SPEC_VERSIONS)('are an expression where it is alone, in %s', (spec) => {
    expect(bomOf(ADAPTER, spec).metadata.component.licenses[0].expression).toBe('MIT OR Apache-2.0');
  });

  it('keep an SPDX id when a name says something else', () => {
    const claims = [
      claim('license', 'mit', 'README.md#/license'),
      claim('license.name', 'mine', 'README.md#/license_name'),
    ];
    const licenses = bomOf(withClaims(...claims)).metadata.component.licenses;
    expect(licenses.map(({ license }: any) => license.id ?? license.name)).toEqual(['MIT', 'mine']);
  });
});

describe('the lineage', () => {
  const ancestorsOf = (input: DocumentInput): any => bomOf(input).metadata.component.pedigree.ancestors;

  it('has the relation, the commit and the package URL of an ancestor', () => {
    const [ancestor] = ancestorsOf(FINETUNED);
    expect(ancestor.purl).toBe(`pkg:huggingface/meta-llama/Llama-3.2-1B@${'c'.repeat(40)}`);
    expect(propertiesOf(ancestor)).toEqual({ 'mpk:lineage:known': 'declared', 'mpk:lineage:relation': 'finetune' });
  });

  it('says of each edge how it is known, and keeps bases that contradict each other', () => {
    expect(ancestorsOf(ADAPTER).map((one: any) => [one.name, propertiesOf(one)])).toEqual([
      ['./local/base', { 'mpk:lineage:known': 'declared', 'mpk:lineage:relation': 'adapter' }],
      ['unnamed', { 'mpk:lineage:known': 'attested' }],
      ['Mistral-7B-v0.1', { 'mpk:lineage:known': 'confirmed' }],
    ]);
  });

  it('gives no package URL to a path', () => {
    expect(ancestorsOf(ADAPTER)[0].purl).toBeUndefined();
  });
});

describe('files', () => {
  it('are marked as what claims make of them, where they are nothing else', () => {
    const { components } = bomOf(FINETUNED).metadata.component;
    const marked = components.filter((file: any) => file.properties.some(({ value }: any) => value === 'true'));
    expect(marked.map((file: any) => [file.name, propertiesOf(file)])).toEqual([
      ['chat_template.jinja', { 'cdx:ai-ml:model:template:chat': 'true', 'mpk:file:size': '60' }],
      ['tokenizer_config.json', { 'cdx:ai-ml:model:tokenizer': 'true', 'mpk:file:size': '50' }],
    ]);
  });

  it('have the digest in the package URL outside of a hub', () => {
    const [file] = bomOf(SILENT).metadata.component.components;
    expect(file.purl).toBe(`pkg:generic/silent?checksum=sha256%3A${'0'.repeat(64)}#model.bin`);
  });
});

describe('datasets', () => {
  it('say what they were used for, each with its own', () => {
    const data = bomOf(FINETUNED).components.filter(({ type }: any) => type === 'data');
    expect(data.map((one: any) => [one['bom-ref'], propertiesOf(one)['mpk:dataset:role']])).toEqual([
      ['dataset:HuggingFaceH4/ultrachat_200k', 'training'],
      ['dataset:cais/mmlu', 'evaluation'],
    ]);
  });
});

describe('identity', () => {
  it('is of a hub by the word of the caller alone', () => {
    const { metadata } = bomOf(withClaims(claim('repository.id', 'meta-llama/Llama-3.2-1B', 'config.json')));
    expect(metadata.component.purl).toBe('pkg:generic/silent');
    expect(metadata.component.supplier).toBeUndefined();
  });

  it('does not tell of paths of the machine', () => {
    expect(JSON.stringify(bomOf(ADAPTER))).not.toContain('/home/ada');
  });
});
