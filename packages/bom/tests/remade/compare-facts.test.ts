// SPDX-License-Identifier: Apache-2.0
import { Ajv2020 } from 'ajv/dist/2020.js';
import { collectClaims, repositoryClaims, subjectOf } from '@mpk/bom';
import {
  bomComparisonSchema,
  compareWithFiles,
  parseBom,
  viewModel,
  viewOfFiles,
  withFacts,
  type FactComparison,
} from '@mpk/bom/assess';
import { compareFacts, createDocument, SPEC_VERSIONS, type DocumentInput } from '@mpk/bom/documents';
import { modelFiles, type Files } from '../model.js';
import { makeSafetensors } from '../safetensors.js';

const tool = { name: 'mpk', version: '1.2.3' };
const CARD = '---\nlicense: mit\nbase_model: acme/base\ndatasets: [acme/data]\nlanguage: [en]\n---\n# Toy\n';
const FOLDER: Files = {
  'README.md': CARD,
  'config.json': { architectures: ['LlamaForCausalLM'], model_type: 'llama', transformers_version: '4.40.0' },
  'model.safetensors': makeSafetensors({ 'a.weight': ['F32', 2, 3] }),
};

/** What a folder is made into, and is held against. */
function folderOf(content: Files): {
  readonly model: DocumentInput['model'];
  readonly claims: DocumentInput['claims'];
} {
  const files = modelFiles(content);
  const { claims } = collectClaims(files);
  return { model: { kind: subjectOf(files, { claims }), name: 'toy', manifestDigest: 'sha256:0', files }, claims };
}
const INPUT: DocumentInput = { ...folderOf(FOLDER), tool, timestamp: new Date(0) };

const bomOf = (more: Partial<DocumentInput> = {}, spec: (typeof SPEC_VERSIONS)[number] = '1.7'): any =>
  JSON.parse(createDocument({ ...INPUT, ...more, format: 'cyclonedx-json', spec }));
function compare(bom: unknown, folder: Files = FOLDER): FactComparison {
  const read = { ...folderOf(folder), tool };
  return compareFacts(viewOfFiles(parseBom(Buffer.from(JSON.stringify(bom))), read.model.files), read);
}

describe.each(SPEC_VERSIONS)('the facts of an own BOM of CycloneDX XML %s', (spec) => {
  const xml = createDocument({ ...INPUT, format: 'cyclonedx-xml', spec });
  const compareXml = (text: string): FactComparison => {
    const read = { ...folderOf(FOLDER), tool };
    return compareFacts(viewOfFiles(parseBom(Buffer.from(text)), read.model.files), read);
  };

  it('are those of the files', () => {
    expect(compareXml(xml)).toMatchObject({ isCompared: true, extent: 'all', different: [] });
  });

  it('are contradicted where somebody edited one', () => {
    expect(compareXml(xml.replace('<id>MIT</id>', '<id>ISC</id>'))).toMatchObject({
      extent: 'all',
      different: [{ pointer: '/metadata/component/licenses/0/license/id', said: 'ISC', found: 'MIT' }],
    });
  });

  it('are compared in part where it has elements that are not read', () => {
    expect(compareXml(xml.replace('<metadata>', '<metadata><x/>'))).toMatchObject({
      extent: 'some',
      reason: 'it has elements that are not read',
      different: [],
    });
  });
});

describe.each(SPEC_VERSIONS)('the facts of an own BOM of CycloneDX %s', (spec) => {
  it('are those of the files', () => {
    const facts = compare(bomOf({}, spec));
    expect(facts).toMatchObject({ isCompared: true, extent: 'all', different: [] });
    expect(facts.isCompared && facts.totals.confirmed).toBeGreaterThan(10);
  });

  it('are those of the files beside what whoever asked for it stated, which is told', () => {
    const uri = `hf://acme/toy@${'a'.repeat(40)}`;
    const claims = [...repositoryClaims({ uri, uriFrom: 'cache layout' }), ...INPUT.claims];
    const stated = { version: '2', authors: ['Ada', 'Bob'], manufacturer: 'ACME', supplier: 'Shop' };
    const bom = bomOf(
      { model: { ...INPUT.model, uri, uriFrom: 'cache layout' }, claims, stated, authors: ['CI'] },
      spec,
    );
    const facts = compare(bom);
    expect(facts).toMatchObject({ isCompared: true, different: [] });
    expect(facts).toMatchObject({
      unchecked: expect.arrayContaining([
        { pointer: '/metadata/component/supplier/name', source: 'whoever asked for this document (stated)' },
        { pointer: '/metadata/component/purl', source: 'cache layout (inferred)' },
      ]),
    });
  });

  it('are those of the files beside what is attested', () => {
    const source = { what: 'provenance signed by release' };
    const said = { subject: 'model', source, method: 'stated' } as const;
    const bom = bomOf(
      {
        claims: [
          ...INPUT.claims,
          { ...said, name: 'base-model', value: 'acme/base' },
          { ...said, name: 'base-model', value: 'acme/other' },
          { ...said, name: 'dataset.training', value: 'acme/more' },
          { ...said, subject: 'base:acme/base', name: 'base-model.hash', value: 'ab'.repeat(32) },
          { ...said, subject: 'dataset:acme/more', name: 'dataset.hash', value: 'cd'.repeat(32) },
        ],
        lineage: [{ name: 'acme/base', known: 'attested' }],
        production: { runs: [{ id: 'run-1' }], images: [{ name: 'registry/image' }] },
      },
      spec,
    );
    expect(compare(bom)).toMatchObject({ isCompared: true, different: [] });
    expect(compare(bom)).toMatchObject({
      unchecked: expect.arrayContaining([{ pointer: '/formulation', source: 'a record of how it was made' }]),
    });
  });

  it.each<[string, (bom: any) => void, object]>([
    [
      'the licence',
      (bom) => (bom.metadata.component.licenses[0].license.id = 'Apache-2.0'),
      {
        pointer: '/metadata/component/licenses/0/license/id',
        said: 'Apache-2.0',
        found: 'MIT',
        source: 'README.md#/license (declared)',
      },
    ],
    [
      'the base',
      (bom) => (bom.metadata.component.pedigree.ancestors[0].name = 'better'),
      { said: 'better', found: 'base', source: 'README.md#/base_model (declared)' },
    ],
    [
      'the number of parameters',
      (bom) => (propertyOf(bom, 'cdx:ai-ml:model:parameter:count').value = '7000000000'),
      { said: '7000000000', found: '6', source: 'model.safetensors (measured)' },
    ],
    [
      'how a base is known',
      (bom) => (bom.metadata.component.pedigree.ancestors[0].properties[0].value = 'attested'),
      { said: 'attested' },
    ],
    ['the language, which is left out', (bom) => bom.metadata.component.properties.shift(), { what: 'value' }],
    [
      'a licence that is added',
      (bom) => bom.metadata.component.licenses.push({ license: { id: 'Apache-2.0' } }),
      { what: 'value' },
    ],
    ['the completeness', (bom) => (bom.compositions[1].aggregate = 'complete'), { said: 'complete', found: 'unknown' }],
  ])('differ where %s was edited', (_, edit, expected) => {
    const bom = bomOf({}, spec);
    edit(bom);
    const facts = compare(bom);
    expect(facts).toMatchObject({
      isCompared: true,
      different: expect.arrayContaining([expect.objectContaining(expected)]),
    });
  });

  it('are not confirmed where a part of them was edited', () => {
    const bom = bomOf({}, spec);
    const before = compare(bom);
    bom.metadata.component.licenses[0].license.id = 'Apache-2.0';
    const after = compare(bom);
    expect(before.isCompared && after.isCompared && before.totals.confirmed - after.totals.confirmed).toBe(1);
  });

  it('differ wherever a text was changed', () => {
    const pointers = leavesOf(bomOf({}, spec)).filter(
      (path) =>
        !/^(?:serialNumber|\$schema|bomFormat|specVersion)$|metadata,(?:tools|timestamp)|,timestamp$/.test(path.join()),
    );
    expect(pointers.length).toBeGreaterThan(50);
    const missed = pointers.filter((path) => {
      const bom = bomOf({}, spec);
      const parent = path.slice(0, -1).reduce((value, name) => value[name], bom);
      parent[path.at(-1)!] = `${parent[path.at(-1)!]}x`;
      const facts = compare(bom);
      return facts.isCompared && facts.different.length === 0;
    });
    expect(missed).toEqual([]);
  });
});

const propertyOf = (bom: any, name: string): any =>
  bom.metadata.component.properties.find((one: any) => one.name === name);

function leavesOf(value: any, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, [...path, name]));
}

describe('an edited citation', () => {
  it.each<[string, (citation: any) => void]>([
    ['of another file', (citation) => (citation.note = 'config.json#/license (measured)')],
    ['of another author', (citation) => (citation.attributedTo = 'file:config.json')],
    ['of other values too', (citation) => citation.pointers.push('/metadata/component/version')],
  ])('%s is a source that differs', (_, edit) => {
    const bom = bomOf();
    edit(bom.citations.find(({ note }: any) => note === 'README.md#/license (declared)'));
    const facts = compare(bom);
    expect(facts).toMatchObject({ different: expect.arrayContaining([expect.objectContaining({ what: 'source' })]) });
  });

  it('that says that whoever asked for it stated the licence makes no licence of it', () => {
    const bom = bomOf();
    bom.citations.find(({ note }: any) => note.startsWith('README.md#/license')).note =
      'whoever asked for this document (stated)';
    bom.metadata.component.licenses[0].license.id = 'Apache-2.0';
    expect(compare(bom)).toMatchObject({
      different: expect.arrayContaining([expect.objectContaining({ said: 'Apache-2.0', found: 'MIT' })]),
    });
  });
});

describe('the order of a document', () => {
  it('says nothing', () => {
    const bom = bomOf();
    const { component } = bom.metadata;
    const before = JSON.stringify(component.properties);
    component.properties.reverse();
    expect(JSON.stringify(component.properties)).not.toBe(before);
    const last = component.properties.length - 1;
    for (const citation of bom.citations)
      citation.pointers = citation.pointers.map((pointer: string) =>
        pointer.replace(/^(\/metadata\/component\/properties\/)(\d+)$/, (_, path, i) => `${path}${last - Number(i)}`),
      );
    expect(compare(bom)).toMatchObject({ different: [] });
  });
});

describe('facts that changed in the folder', () => {
  it('are told with what the files say now', () => {
    const card = CARD.replace('mit', 'apache-2.0');
    expect(compare(bomOf(), { ...FOLDER, 'README.md': card })).toMatchObject({
      different: expect.arrayContaining([expect.objectContaining({ said: 'MIT', found: 'Apache-2.0' })]),
    });
  });
});

describe('a BOM that cannot be made anew', () => {
  it.each<[string, (bom: any) => void, string]>([
    [
      'of another version of the kit',
      (bom) => (bom.metadata.tools.components[0].version = '9'),
      'it was made by mpk 9, and this is mpk 1.2.3',
    ],
    [
      'of another producer',
      (bom) => (bom.metadata.tools.components[0].name = 'syft'),
      'it was made by syft 1.2.3, and this is mpk 1.2.3',
    ],
    [
      'of several tools',
      (bom) => bom.metadata.tools.components.push({ type: 'application', name: 'x' }),
      'it was not made by mpk alone',
    ],
    ['of no tool', (bom) => delete bom.metadata.tools, 'it was not made by mpk alone'],
    [
      'of no one model',
      (bom) => {
        bom.components.push(bom.metadata.component);
        delete bom.metadata.component;
      },
      'it is about no one model or data set',
    ],
    ['of an old version of CycloneDX', (bom) => (bom.specVersion = '1.4'), 'it is about no one model or data set'],
  ])('%s says why, and is compared fact by fact', (_, edit, reason) => {
    const bom = bomOf();
    edit(bom);
    expect(compare(bom)).toMatchObject({ isCompared: true, extent: 'some', reason, different: [] });
    expect(compare(bom)).toMatchObject({ totals: { confirmed: expect.any(Number) } });
  });
});

describe('a comparison with facts', () => {
  it.each<[string, (bom: any) => void, string]>([
    ['that are the same passes', () => undefined, 'pass'],
    ['that differ fails', (bom) => (bom.metadata.component.licenses[0].license.id = 'Apache-2.0'), 'fail'],
    [
      'that are not compared is as that of the files',
      (bom) => (bom.metadata.tools.components[0].version = '9'),
      'pass',
    ],
  ])('%s, and is valid by its schema', (_, edit, outcome) => {
    const bom = bomOf();
    edit(bom);
    const view = viewModel(parseBom(Buffer.from(JSON.stringify(bom))));
    const comparison = withFacts(compareWithFiles(view, modelFiles(FOLDER)), compare(bom));
    expect(comparison.outcome).toBe(outcome);
    const isValid = new Ajv2020({ strict: false }).compile(bomComparisonSchema);
    expect(isValid(JSON.parse(JSON.stringify(comparison)))).toBe(true);
  });
});
