// SPDX-License-Identifier: Apache-2.0
import {
  compareWithFiles,
  parseBom,
  PROFILE_IDS,
  PROFILES,
  renderBomMarkdown,
  scoreBom,
  viewModel,
} from '@mpk/bom/assess';
import { makeParquet } from '../parquet.js';
import { modelFiles, type Files } from '../model.js';
import { documentsOf, sourcesOf, type FolderDocuments } from './folders.js';

const CARD = `---
pretty_name: Many Questions
license: mit
language: [en]
task_categories: [question-answering]
size_categories: [n<1K]
dataset_info:
  features: [{name: question, dtype: string}]
  splits: [{name: train, num_bytes: 10, num_examples: 2}]
  dataset_size: 10
---
# Questions
## Personal and Sensitive Information
It names no people.
`;
const FOLDER: Files = {
  'README.md': CARD,
  'data/train.parquet': makeParquet({ rows: 2 }),
  'croissant.json': {
    '@type': 'sc:Dataset',
    name: 'questions',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    license: 'mit',
    url: 'https://example.com/questions',
    creator: { '@type': 'Person', name: 'Ada' },
    datePublished: '2024-01-02',
  },
};
const viewOf = ({ bom }: FolderDocuments): ReturnType<typeof viewModel> =>
  viewModel(parseBom(Buffer.from(JSON.stringify(bom))));

describe('the folder of a data set', () => {
  const documents = documentsOf(FOLDER);
  const { component } = documents.bom.metadata;

  it('is one component of type data, with what its card and its Croissant say', () => {
    expect(component).toMatchObject({
      type: 'data',
      'bom-ref': 'dataset',
      licenses: [{ license: { id: 'MIT', acknowledgement: 'declared' } }],
      authors: [{ name: 'Ada' }],
      releaseNotes: { timestamp: '2024-01-02T00:00:00.000Z' },
      data: [
        {
          type: 'dataset',
          contents: { url: 'https://example.com/questions' },
          sensitiveData: ['It names no people.'],
        },
      ],
    });
    expect(component.data[0].name).toBe(component.name);
    expect(component).not.toHaveProperty('modelCard');
    expect((documents.bom.components ?? []).filter(({ type }: any) => type === 'data')).toEqual([]);
    expect(sourcesOf(documents, '/metadata/component/licenses/0')).toEqual([
      'README.md#/license (declared)',
      'croissant.json#/license (declared)',
    ]);
  });

  it('keeps the name that lost, its sizes and its uses', () => {
    expect([component.name, ...documents.properties('mpk:conflict:dataset.name')].sort()).toEqual([
      'Many Questions',
      'Questions',
      'questions',
    ]);
    expect(documents.properties('mpk:dataset.rows')).toEqual(['2']);
    expect(documents.properties('mpk:dataset.size')).toEqual(['n<1K']);
    expect(documents.properties('mpk:dataset.use')).toEqual(['question-answering']);
  });

  it('has its tables as files, which say how many rows they have', () => {
    const table = component.components.find(({ name }: any) => name === 'data/train.parquet');
    expect(table.properties).toContainEqual({ name: 'mpk:dataset.rows', value: '2' });
  });

  it('is the root of SPDX, as a package of data', () => {
    const [root] = documents.spdx('software_Sbom').flatMap(({ rootElement }) => rootElement);
    const packages = documents.spdx('dataset_DatasetPackage');
    expect(packages.map(({ spdxId }) => spdxId)).toEqual([root]);
    expect(packages[0]).toMatchObject({
      name: component.name,
      software_primaryPurpose: 'data',
      dataset_datasetSize: 10,
    });
    expect(documents.spdx('ai_AIPackage')).toEqual([]);
  });

  it('is scored, shown and held against its files', () => {
    const view = viewOf(documents);
    expect(view.kind).toBe('dataset');
    expect(compareWithFiles(view, modelFiles(FOLDER)).outcome).toBe('pass');
    expect(renderBomMarkdown(view)).toContain('Many Questions');
    for (const id of PROFILE_IDS) {
      const { elements, document } = scoreBom(view, PROFILES[id]);
      expect(document.otherModels).toBe(0);
      const statusOf = (element: string): unknown => elements.find((one) => one.element === element)?.status;
      expect(statusOf('model.architecture') ?? 'not-applicable').toBe('not-applicable');
      expect(statusOf('dataset.license') ?? 'present').toBe('present');
    }
  });

  it('has its name and version of a hub where it lies there', () => {
    const uri = 'hf://datasets/acme/questions@0123456789abcdef0123456789abcdef01234567';
    const placed = documentsOf(FOLDER, { uri });
    expect(placed.bom.metadata.component).toMatchObject({
      group: 'acme',
      name: 'questions',
      version: '0123456789abcdef0123456789abcdef01234567',
      data: [{ name: 'questions' }],
    });
    expect(placed.bom.metadata.component.purl).toContain('repository_url=https%3A%2F%2Fhuggingface.co%2Fdatasets');
    expect(placed.spdx('dataset_DatasetPackage')[0]).toMatchObject({ name: 'acme/questions' });
  });
});

describe('a licence that Croissant gives by its address', () => {
  const withLicense = (license: string): FolderDocuments =>
    documentsOf({ ...FOLDER, 'croissant.json': { ...(FOLDER['croissant.json'] as object), license } });

  it('is that of the card, once, with the address', () => {
    const { bom } = withLicense('https://spdx.org/licenses/MIT');
    expect(bom.metadata.component.licenses).toEqual([
      { license: { id: 'MIT', url: 'https://spdx.org/licenses/MIT', acknowledgement: 'declared' } },
    ]);
  });

  it('is one more where it is another, in SPDX too', () => {
    const documents = withLicense('https://creativecommons.org/licenses/by/4.0/');
    const ids = documents.bom.metadata.component.licenses.map(({ license }: any) => license.id);
    expect(ids).toEqual(['CC-BY-4.0', 'MIT']);
    const expressions = documents.spdx('simplelicensing_LicenseExpression');
    expect(expressions.map((one) => one.simplelicensing_licenseExpression).sort()).toEqual(ids);
    expect(documents.statements).toContain(
      'dataset.license = https://creativecommons.org/licenses/by/4.0/ <declared croissant.json#/license>',
    );
  });
});

describe('the folder of a data set that says nothing of itself', () => {
  it('is called as its folder is', () => {
    const { bom } = documentsOf({ 'train.parquet': makeParquet({ rows: 1 }) });
    expect(bom.metadata.component).toMatchObject({
      type: 'data',
      name: 'toy',
      data: [{ type: 'dataset', name: 'toy' }],
    });
  });
});

describe('a model that brings the card of a data set', () => {
  it('is a model, with a data set beside it', () => {
    const documents = documentsOf({ ...FOLDER, 'config.json': { model_type: 'bert' } });
    expect(documents.bom.metadata.component.type).toBe('machine-learning-model');
    expect(viewOf(documents).kind).toBe('model');
    expect(documents.bom.components.filter(({ type }: any) => type === 'data').length).toBeGreaterThan(0);
  });
});
