// SPDX-License-Identifier: Apache-2.0
import { remarksOf, shownAll } from '../../model.js';

const CONFORMS = { '@type': 'sc:Dataset', conformsTo: 'http://mlcommons.org/croissant/1.1' };

describe('a Croissant description', () => {
  it('tells the data set, its files and columns', () => {
    const description = {
      '@context': { '@vocab': 'https://schema.org/' },
      ...CONFORMS,
      name: 'Toy',
      license: ['mit', 'https://example.org/license'],
      creator: { '@type': 'Person', name: 'Me' },
      version: 1.2,
      citeAs: '@misc{toy}',
      distribution: [
        { '@type': 'cr:FileObject', '@id': 'a.csv', contentUrl: 'https://example.org/a.csv', sha256: 'abc' },
        { '@type': 'cr:FileSet', '@id': 'all' },
      ],
      recordSet: [{ '@id': 'r', field: [{ '@id': 'r/x', name: 'x' }, { '@id': 'r/y' }] }],
      'rai:dataBiases': ['It is small.'],
      'rai:personalSensitiveInformation': 'names',
      'prov:wasDerivedFrom': { '@id': 'https://example.org/source' },
    };
    expect(shownAll('croissant.json', description)).toEqual([
      'dataset.name: dataset:Toy Toy <declared /name>',
      'dataset.license: dataset:Toy mit <declared /license/0>',
      'dataset.license: dataset:Toy https://example.org/license <declared /license/1>',
      'dataset.creator: dataset:Toy Me <declared /creator>',
      'dataset.version: dataset:Toy 1.2 <declared /version>',
      'citation: dataset:Toy @misc{toy} <declared /citeAs>',
      'dataset.source: dataset:Toy https://example.org/source <declared /prov:wasDerivedFrom>',
      'dataset.sensitive: dataset:Toy names <declared /rai:personalSensitiveInformation>',
      'dataset.bias: dataset:Toy It is small. <declared /rai:dataBiases/0>',
      'dataset.hash: dataset:Toy {"file":"a.csv","url":"https://example.org/a.csv","sha256":"abc"} <declared /distribution/0/sha256>',
      'dataset.columns: dataset:Toy ["x","r/y"] <declared /recordSet/0/field>',
    ]);
  });

  it.each([
    ['with prefixes', { 'sc:name': 'Toy', 'sc:license': { '@value': 'mit' } }, ['/sc:name', '/sc:license']],
    [
      'with whole names',
      { 'https://schema.org/name': 'Toy', 'http://schema.org/license': 'mit' },
      ['/https:~1~1schema.org~1name', '/http:~1~1schema.org~1license'],
    ],
  ])('may have its keys %s', (_, members, [name, license]) => {
    expect(shownAll('any.json', { ...CONFORMS, ...members })).toEqual([
      `dataset.name: dataset:Toy Toy <declared ${name}>`,
      `dataset.license: dataset:Toy mit <declared ${license}>`,
    ]);
  });

  it.each([
    ['is of another type', { '@type': 'Person', conformsTo: 'http://mlcommons.org/croissant/1.0', name: 'x' }],
    ['conforms to something else', { '@type': 'Dataset', conformsTo: 'x', name: 'x' }],
    ['is a list', [{ '@type': 'Dataset', name: 'x' }]],
  ])('is none where a document %s', (_, document) => {
    expect(shownAll('metadata.json', document)).toEqual([]);
  });

  it('of wrong types is remarked, and tells nothing', () => {
    const description = { ...CONFORMS, name: {}, license: true, distribution: [3, { sha256: [] }], recordSet: 'x' };
    expect(shownAll('croissant.json', description)).toEqual([]);
    expect(remarksOf('croissant.json', description)).toEqual(['wrong-type /name', 'wrong-type /license']);
  });
});
