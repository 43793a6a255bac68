// SPDX-License-Identifier: Apache-2.0
import { collectClaims, repositoryClaims, subjectOf } from '@mpk/bom';
import { readSpdx, type ComparedFacts } from '@mpk/bom/assess';
import { compareFacts, createDocument, type DocumentInput } from '@mpk/bom/documents';
import { modelFiles, type Files } from '../model.js';
import { makeSafetensors } from '../safetensors.js';

const tool = { name: 'mpk', version: '1.2.3' };
const CARD =
  '---\nlicense: mit\nlicense_link: LICENSE\nbase_model: acme/base\ndatasets: [acme/data]\nlanguage: [en]\n---\n# Toy\n\n## Limitations\n\nIt is = a <toy> of one.\n';
const FOLDER: Files = {
  'README.md': CARD,
  'config.json': { architectures: ['LlamaForCausalLM'], model_type: 'llama', hidden_size: 16 },
  'model.safetensors': makeSafetensors({ 'a.weight': ['F32', 2, 3] }),
};
const DATASET: Files = {
  'README.md': '---\nlicense: cc-by-4.0\npretty_name: Rows\ntask_categories: [text-classification]\n---\n# Rows\n',
  'data.csv': 'a,b\n1,2\n',
};

function folderOf(content: Files): Pick<DocumentInput, 'model' | 'claims'> {
  const files = modelFiles(content);
  const { claims } = collectClaims(files);
  return { model: { kind: subjectOf(files, { claims }), name: 'toy', manifestDigest: 'sha256:0', files }, claims };
}
const spdxOf = (more: Partial<DocumentInput> = {}, folder = FOLDER): any =>
  JSON.parse(createDocument({ ...folderOf(folder), tool, timestamp: new Date(1000), ...more, format: 'spdx-json' }));
function compare(bom: any, folder: Files = FOLDER): ComparedFacts {
  const facts = compareFacts(readSpdx(bom), { ...folderOf(folder), tool });
  if (!facts.isCompared) throw new Error(facts.reason);
  return facts;
}
const elementOf = (bom: any, type: string, isMeant: (one: any) => boolean = () => true): any =>
  bom['@graph'].find((one: any) => one.type === type && isMeant(one));

describe('the facts of an own SPDX document', () => {
  it.each<[string, Files]>([
    ['model', FOLDER],
    ['data set', DATASET],
    ['folder that says nothing', { 'notes.txt': 'x' }],
  ])('are those of the files: %s', (_, folder) => {
    expect(compare(spdxOf({}, folder), folder)).toMatchObject({ extent: 'all', different: [] });
  });

  it('are those of the files beside what whoever asked for it stated, which is told', () => {
    const uri = `hf://acme/toy@${'a'.repeat(40)}`;
    const { model, claims } = folderOf(FOLDER);
    const bom = spdxOf({
      model: { ...model, uri, uriFrom: 'caller' },
      claims: [...repositoryClaims({ uri, uriFrom: 'caller' }), ...claims],
      stated: { name: 'Better', version: '2', authors: ['Ada', 'Bob'], manufacturer: 'ACME', supplier: 'Shop' },
      authors: ['CI'],
    });
    const { different, unchecked } = compare(bom);
    expect(different).toEqual([]);
    const sources = new Set(unchecked.map(({ source }) => source));
    expect([...sources]).toEqual(['whoever asked for this document (stated)', 'the URI that was given (stated)']);
  });

  it('are those of the files beside what is attested', () => {
    const said = { source: { what: 'provenance signed by release' }, method: 'stated' } as const;
    const bom = spdxOf({
      claims: [
        ...folderOf(FOLDER).claims,
        { ...said, subject: 'model', name: 'base-model', value: 'acme/base' },
        { ...said, subject: 'base:acme/base', name: 'base-model.hash', value: 'ab'.repeat(32) },
        { ...said, subject: 'model', name: 'dataset.training', value: 'acme/more' },
        { ...said, subject: 'dataset:acme/more', name: 'dataset.hash', value: 'cd'.repeat(32) },
      ],
      lineage: [{ name: 'acme/base', known: 'attested' }],
      production: { runs: [{ id: 'run-1' }], images: [{ name: 'registry/image' }] },
    });
    const { different, unchecked } = compare(bom);
    expect(different).toEqual([]);
    expect(unchecked.filter(({ source }) => source === 'a record of how it was made')).toHaveLength(2);
    expect(unchecked.filter(({ source }) => source.includes('signed by release'))).toHaveLength(4);
  });

  it.each<[string, (bom: any) => void, object]>([
    [
      'the licence',
      (bom) => (elementOf(bom, 'simplelicensing_LicenseExpression').simplelicensing_licenseExpression = 'Apache-2.0'),
      { said: 'Apache-2.0', found: 'MIT' },
    ],
    [
      'the licence, in all its places',
      (bom) => Object.assign(bom, JSON.parse(JSON.stringify(bom).replace(/\bMIT\b/g, 'GPL-3.0-only'))),
      { what: 'value' },
    ],
    [
      'the base',
      (bom) => (elementOf(bom, 'ai_AIPackage', ({ name }) => name === 'acme/base').name = 'acme/better'),
      { said: 'acme/better', found: 'acme/base' },
    ],
    [
      'the number of parameters',
      (bom) =>
        (elementOf(bom, 'ai_AIPackage').ai_hyperparameter.find(({ key }: any) => key === 'parameter_count').value =
          '7'),
      { said: '7', found: '6' },
    ],
    [
      'the data set',
      (bom) => (elementOf(bom, 'dataset_DatasetPackage').name = 'acme/clean'),
      { said: 'acme/clean', found: 'acme/data' },
    ],
    [
      'a claim',
      (bom) =>
        (elementOf(bom, 'Annotation', ({ statement }) => statement.startsWith('license = ')).statement =
          'license = apache-2.0 <declared README.md#/license>'),
      {
        said: 'license = apache-2.0 <declared README.md#/license>',
        found: 'license = mit <declared README.md#/license>',
        source: 'README.md#/license (declared)',
      },
    ],
    [
      'a base that is attested by nobody',
      (bom) => (elementOf(bom, 'Relationship', (one) => one.relationshipType === 'ancestorOf').comment = 'attested'),
      { said: 'attested', found: 'declared' },
    ],
  ])('differ where %s was edited', (_, edit, expected) => {
    const bom = spdxOf();
    edit(bom);
    expect(compare(bom).different).toEqual(expect.arrayContaining([expect.objectContaining(expected)]));
  });

  it('differ wherever a text was changed', () => {
    const pointers = leavesOf(spdxOf()).filter(
      (path) => !/spdxId|,element,|,created$|,createdBy,|creator|@context|@id/.test(path.join()),
    );
    expect(pointers.length).toBeGreaterThan(50);
    const missed = pointers.filter((path) => {
      const bom = spdxOf();
      const parent = path.slice(0, -1).reduce((value, name) => value[name], bom);
      const last = path.at(-1) ?? '';
      parent[last] = `${parent[last]}x`;
      const facts = compareFacts(readSpdx(bom), { ...folderOf(FOLDER), tool });
      return facts.isCompared && facts.extent === 'all' && facts.different.length === 0;
    });
    expect(missed).toEqual([]);
  });

  it('differ where the files say something else now', () => {
    const card = CARD.replace('mit', 'apache-2.0');
    expect(compare(spdxOf(), { ...FOLDER, 'README.md': card }).different).not.toEqual([]);
  });

  it('say nothing by their order', () => {
    const bom = spdxOf();
    bom['@graph'].reverse();
    expect(compare(bom).different).toEqual([]);
  });
});

function leavesOf(value: any, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, [...path, name]));
}

describe('an SPDX document that cannot be made anew', () => {
  it.each<[string, (bom: any) => void, string]>([
    [
      'of another version',
      (bom) => (elementOf(bom, 'Tool').name = 'mpk 9'),
      'it was made by mpk 9, and this is mpk 1.2.3',
    ],
    ['of several tools', (bom) => bom['@graph'].push({ type: 'Tool', name: 'x' }), 'it was not made by mpk alone'],
  ])('%s says why, and is compared fact by fact', (_, edit, reason) => {
    const bom = spdxOf();
    edit(bom);
    expect(compare(bom)).toMatchObject({ extent: 'some', reason, different: [] });
    expect(compare(bom).totals.confirmed).toBeGreaterThan(5);
  });

  it('of no one thing is not compared', () => {
    const bom = spdxOf();
    elementOf(bom, 'software_Sbom').rootElement = [];
    elementOf(bom, 'ai_AIPackage').type = 'software_Package';
    elementOf(bom, 'ai_AIPackage').type = 'software_Package';
    expect(compareFacts(readSpdx(bom), { ...folderOf(FOLDER), tool })).toEqual({
      isCompared: false,
      reason: 'it is about no one model or data set',
    });
  });
});
