// SPDX-License-Identifier: Apache-2.0
import { createDocument, type DocumentInput, type SpecVersion } from '@mpk/bom/documents';
import { VOCABULARY } from '@mpk/bom';
import { claim, SILENT } from '../documents/claim-sets.js';

const bomOf = (claims: DocumentInput['claims'], spec: SpecVersion = '1.7', more: Partial<DocumentInput> = {}): any =>
  JSON.parse(createDocument({ ...SILENT, ...more, claims, format: 'cyclonedx-json', spec }));
const modelOf = (...args: Parameters<typeof bomOf>): any => bomOf(...args).metadata.component;
const shown = ({ properties = [] }: any): readonly string[] =>
  properties.map(({ name, value }: any) => `${name}=${value}`);

describe('a claim', () => {
  it.each(Object.keys(VOCABULARY).filter((name) => name !== 'section'))(
    'of the vocabulary is somewhere: %s',
    (name) => {
      const text = JSON.stringify(bomOf([claim(name, '1-unlikely', 'README.md#/x')]));
      expect(text).toContain('1-unlikely');
      expect(text).toContain('README.md#/x (declared)');
    },
  );

  it('that its field cannot hold is a property', () => {
    const model = modelOf([claim('released', 'yesterday', 'a'), claim('version', 'x'.repeat(2000), 'a')]);
    expect(model.releaseNotes).toBeUndefined();
    expect(shown(model)).toEqual(['mpk:unusable:released=yesterday', `mpk:unusable:version=${'x'.repeat(2000)}`]);
  });

  it('gives way to another where its field cannot hold it', () => {
    const model = modelOf([claim('released', 'yesterday', 'a'), claim('released', '2026-01-02', 'b')]);
    expect(model.releaseNotes.timestamp).toBe('2026-01-02T00:00:00.000Z');
    expect(shown(model)).toEqual(['mpk:conflict:released=yesterday']);
  });

  it('that rounds a size contradicts no other', () => {
    const model = modelOf([claim('parameters.stated', '7B', 'a'), claim('parameters.stated', '7.6 billion', 'b')]);
    expect(shown(model)).toEqual(['mpk:parameters.stated=7.6 billion', 'mpk:parameters.stated=7B']);
  });

  it('about a file that is none says of what it speaks', () => {
    expect(shown(modelOf([claim('file.hash', 'ab', 'x', { subject: 'file:gone' })]))).toEqual([
      'mpk:file:gone:file.hash=ab',
    ]);
  });

  it('about a dataset that nobody uses makes a component without a role', () => {
    const { components, dependencies } = bomOf([claim('dataset.rows', 5, 'x', { subject: 'dataset:acme/d' })]);
    expect(components).toHaveLength(1);
    expect(shown(components[0])).toEqual(['mpk:dataset.rows=5']);
    expect(dependencies[0].dependsOn).toEqual(['dataset:acme/d']);
  });

  it('that says nothing is nothing', () => {
    expect(shown(modelOf([claim('task', ' ', 'x'), claim('tag', '', 'x'), claim('license', '\n', 'x')]))).toEqual([]);
  });
});

describe('people', () => {
  const claims = [
    claim('author', 'Bob', 'a'),
    claim('author', 'Ada', 'a'),
    claim('organization', 'ACME', 'a'),
    claim('quantized-by', 'Carl', 'a'),
  ];

  it.each(['1.6', '1.7'] as const)('are authors and a manufacturer in %s, and who quantised it is another', (spec) => {
    const { authors, manufacturer, author, publisher, supplier, ...model } = modelOf(claims, spec);
    expect(authors).toEqual([{ name: 'Ada' }, { name: 'Bob' }]);
    expect(manufacturer).toEqual({ name: 'ACME' });
    expect([author, publisher, supplier]).toEqual([undefined, undefined, undefined]);
    expect(shown(model)).toEqual(['mpk:quantized-by=Carl']);
  });

  it('are texts in 1.5', () => {
    expect(modelOf(claims, '1.5')).toMatchObject({ author: 'Ada, Bob', publisher: 'ACME' });
  });

  it('supply a model of a hub', () => {
    const model = { ...SILENT.model, uri: 'hf://acme/m' };
    expect(modelOf([], '1.7', { model }).supplier.name).toBe('Hugging Face');
  });
});

describe('what versions lack', () => {
  it('is a property in 1.5: tags and emissions', () => {
    const model = modelOf([claim('tag', 'x', 'a'), claim('energy.co2', 12, 'a')], '1.5');
    expect(shown(model)).toEqual(['mpk:tag=x']);
    expect(model.modelCard.properties).toEqual([{ name: 'mpk:energy.co2:grams', value: '12' }]);
  });

  it.each([
    ['1.5', 'other', 'other'],
    ['1.6', 'source-distribution', 'other'],
    ['1.7', 'source-distribution', 'citation'],
  ] as const)('is another kind of reference: %s', (spec, source, doi) => {
    const claims = [claim('source.url', 'https://a.example/', 'a'), claim('doi', '10.1234/x', 'a')];
    const types = modelOf(claims, spec).externalReferences.map(({ type, url }: any) => `${type} ${url}`);
    expect(types.sort()).toEqual([`${doi} https://doi.org/10.1234/x`, `${source} https://a.example/`].sort());
  });

  it('is no reference where it is no URL', () => {
    expect(shown(modelOf([claim('repository.url', 'javascript:alert(1)', 'a')]))).toEqual([
      'mpk:repository.url=javascript:alert(1)',
    ]);
  });
});

describe('libraries', () => {
  const componentsOf = (...claims: DocumentInput['claims']): readonly string[] =>
    bomOf(claims).components.map((one: any) => [one['bom-ref'], one.purl ?? '-'].join(' '));

  it('are named by environments, with where they are from, and by files, without', () => {
    expect(
      componentsOf(
        claim('dependency', 'torch == 2.1', 'a'),
        claim('library.version', 'diffusers 0.3', 'b'),
        claim('library.name', 'peft', 'c'),
      ),
    ).toEqual(['library:diffusers@0.3 -', 'library:peft -', 'library:torch@2.1 pkg:pypi/torch@2.1']);
  });

  it('keep all that stands behind their names', () => {
    expect(componentsOf(claim('library.version', 'x 1.0 of today', 'a'), claim('dependency', 'y==1==2', 'a'))).toEqual([
      'library:x@1.0%20of%20today -',
      'library:y pkg:pypi/y',
    ]);
  });

  it('are no packages where they have no name of one', () => {
    expect(componentsOf(claim('dependency', 'git+https://x/y==1', 'a'))).toEqual(['library:git+https://x/y==1 -']);
    expect(componentsOf(claim('dependency', '==1', 'a'))).toEqual([]);
  });
});
