// SPDX-License-Identifier: Apache-2.0
import { createDocument, type DocumentInput } from '@mpk/bom/documents';
import { parseBom, viewModel } from '@mpk/bom/assess';
import { claim } from './claim-sets.js';

const COMMIT = 'b'.repeat(40);
const file = { name: 'model.gguf', sizeBytes: 3, sha256: '1'.repeat(64) };
const NAMED = [claim('name', 'Toy 7B', 'model.gguf#general.name', { method: 'measured' })];

type Asked = Partial<Omit<DocumentInput, 'model'>> & { readonly uri?: string; readonly uriFrom?: 'cache layout' };

const inputOf = ({ uri, uriFrom, claims = [], ...rest }: Asked, folder = 'build-17') => ({
  model: { name: folder, files: [file], ...(uri !== undefined && { uri }), ...(uriFrom && { uriFrom }) },
  claims,
  tool: { name: 'kit', version: '1' },
  timestamp: new Date(0),
  ...rest,
});

/** The model of a CycloneDX document. */
function componentOf(asked: Asked, spec: '1.5' | '1.7' = '1.7') {
  const text = createDocument({ ...inputOf(asked), format: 'cyclonedx-json', spec });
  return JSON.parse(text).metadata.component;
}

/** Where a member of the model is known from, by the document. */
function sourceOf(asked: Asked, member: string): readonly string[] {
  const { document } = viewModel(
    parseBom(Buffer.from(createDocument({ ...inputOf(asked), format: 'cyclonedx-json' }))),
  );
  return (document.sources.get(`/metadata/component/${member}`) ?? []).map(({ note }) => note);
}

function spdxModelOf(asked: Asked) {
  const { '@graph': graph } = JSON.parse(createDocument({ ...inputOf(asked), format: 'spdx-json' }));
  return graph.find(({ type }: { type: string }) => type === 'ai_AIPackage');
}

describe('a model', () => {
  it.each<[what: string, asked: Asked, name: string, purl: string, source: string]>([
    [
      'is called what the caller says',
      { stated: { name: 'Acme Chat' }, claims: NAMED },
      'Acme Chat',
      'pkg:generic/Acme%20Chat',
      'whoever asked for this document (stated)',
    ],
    [
      'is called what the caller says, though it has a place at the Hub',
      { stated: { name: 'Acme Chat' }, claims: NAMED, uri: `hf://acme/toy@${COMMIT}` },
      'Acme Chat',
      `pkg:huggingface/acme/toy@${COMMIT}`,
      'whoever asked for this document (stated)',
    ],
    [
      'has the name of its place at the Hub before that of its files',
      { claims: NAMED, uri: `hf://acme/toy@${COMMIT}` },
      'toy',
      `pkg:huggingface/acme/toy@${COMMIT}`,
      'whoever asked for this document (stated)',
    ],
    [
      'has the place that a cache gives it, and says that it is from there',
      { claims: NAMED, uri: `hf://acme/toy@${COMMIT}`, uriFrom: 'cache layout' },
      'toy',
      `pkg:huggingface/acme/toy@${COMMIT}`,
      'cache layout (inferred)',
    ],
    [
      'has the name that its files give it',
      { claims: NAMED },
      'Toy 7B',
      'pkg:generic/Toy%207B',
      'model.gguf#general.name (measured)',
    ],
    [
      'has the name of its folder where nothing else names it, and that is a guess',
      {},
      'build-17',
      'pkg:generic/build-17',
      'name of the folder or file (inferred)',
    ],
    [
      'has the name of its folder where its files give it one that is empty',
      { claims: [claim('name', '\n', 'README.md#/model_name')] },
      'build-17',
      'pkg:generic/build-17',
      'name of the folder or file (inferred)',
    ],
  ])('%s', (_, asked, name, purl, source) => {
    expect(componentOf(asked)).toMatchObject({ name, purl });
    expect(sourceOf(asked, 'name')).toEqual([source]);
    expect(spdxModelOf(asked)).toMatchObject({ name: name === 'toy' ? 'acme/toy' : name, software_packageUrl: purl });
  });

  it('whose files name it has the same document in every folder', () => {
    const [a, b] = ['one', 'two'].map((folder) =>
      createDocument({ ...inputOf({ claims: NAMED }, folder), format: 'cyclonedx-json' }),
    );
    expect(a).toBe(b);
  });

  it('keeps what its files say beside what the caller says', () => {
    const { properties } = componentOf({ stated: { name: 'Acme Chat' }, claims: NAMED });
    expect(properties).toContainEqual({ name: 'mpk:conflict:name', value: 'Toy 7B' });
  });

  it('has the version of the caller, the commit of its place, or what its files say', () => {
    const claims = [claim('version', '1.1', 'model.gguf#general.version')];
    const uri = `hf://acme/toy@${COMMIT}`;
    const asked: readonly Asked[] = [{ stated: { version: '2' }, claims, uri }, { claims, uri }, { claims }, {}];
    expect(asked.map((one) => componentOf(one).version)).toEqual(['2', COMMIT, '1.1', undefined]);
    expect(asked.map((one) => spdxModelOf(one).software_packageVersion)).toEqual(['2', COMMIT, '1.1', undefined]);
  });
});

describe('who made a model, who hands it over and who wrote the document', () => {
  const asked: Asked = {
    stated: { authors: ['Ada', 'Bob'], manufacturer: 'ACME', supplier: 'Model Shop' },
    authors: ['Release team'],
    claims: [claim('organization', 'Another', 'model.gguf#general.organization')],
  };

  it('are what the caller says, each in its place', () => {
    expect(componentOf(asked)).toMatchObject({
      authors: [{ name: 'Ada' }, { name: 'Bob' }],
      manufacturer: { name: 'ACME' },
      supplier: { name: 'Model Shop' },
    });
    expect(componentOf(asked, '1.5')).toMatchObject({ author: 'Ada, Bob', publisher: 'ACME' });
    const bom = JSON.parse(createDocument({ ...inputOf(asked), format: 'cyclonedx-json' }));
    expect(bom.metadata.authors).toEqual([{ name: 'Release team' }]);
  });

  it('are agents of SPDX', () => {
    const { '@graph': graph } = JSON.parse(createDocument({ ...inputOf(asked), format: 'spdx-json' }));
    const nameOf = (id: string) => graph.find(({ spdxId }: { spdxId: string }) => spdxId === id)?.name;
    const model = spdxModelOf(asked);
    expect(nameOf(model.suppliedBy)).toBe('Model Shop');
    expect(model.originatedBy.map(nameOf)).toEqual(['ACME', 'Another', 'Ada', 'Bob']);
    expect(graph[0].createdBy.map(nameOf)).toEqual(['Release team']);
  });

  it('have their sources', () => {
    expect(sourceOf(asked, 'supplier/name')).toEqual(['whoever asked for this document (stated)']);
    expect(sourceOf(asked, 'authors/0')).toEqual(['whoever asked for this document (stated)']);
  });

  it('leave the Hub as the supplier where only the place is known', () => {
    expect(componentOf({ uri: 'hf://acme/toy' }).supplier.name).toBe('Hugging Face');
  });
});
