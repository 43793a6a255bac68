// SPDX-License-Identifier: Apache-2.0
import { claimsIn, showClaim, type Files } from '../../model.js';

const datasetClaims = (files: Files): readonly string[] =>
  claimsIn(files)
    .claims.filter(({ subject }) => subject.startsWith('dataset:'))
    .map((claim) => `${claim.name}: ${showClaim(claim)}`);
const CARD = `---
pretty_name: Toy
license: cc-by-4.0
language: [en]
size_categories: [n<1K]
annotations_creators: [crowdsourced]
dataset_info:
  features:
  - {name: text, dtype: string}
  - {name: label, dtype: int64}
  splits:
  - {name: train, num_examples: 90}
  - {name: test, num_examples: 10}
  dataset_size: 12345
---
# Toy
### Personal and Sensitive Information
Names of people.
### Data Collection and Processing
[More Information Needed]
`;

describe('the card of a data set', () => {
  it.each(['data/README.md', 'README.md'])('at %s tells what it is', (name) => {
    expect(datasetClaims({ [name]: CARD })).toEqual([
      `dataset.name: dataset:Toy Toy <declared ${name}#/pretty_name>`,
      `dataset.license: dataset:Toy cc-by-4.0 <declared ${name}#/license>`,
      `dataset.language: dataset:Toy en <declared ${name}#/language/0>`,
      `dataset.size: dataset:Toy n<1K <declared ${name}#/size_categories/0>`,
      `dataset.collection: dataset:Toy crowdsourced <declared ${name}#/annotations_creators/0>`,
      `dataset.bytes: dataset:Toy 12345 <declared ${name}#/dataset_info/dataset_size>`,
      `dataset.columns: dataset:Toy ["text","label"] <declared ${name}#/dataset_info/features>`,
      `dataset.rows: dataset:Toy 100 <declared ${name}#/dataset_info/splits>`,
      `dataset.sensitive: dataset:Toy Names of people. <declared ${name}#Personal and Sensitive Information>`,
    ]);
  });

  it('without a name is called as its folder is', () => {
    const files = { 'data/toy/README.md': '---\nsize_categories: n<1K\n---\n' };
    expect(datasetClaims(files)).toEqual([
      'dataset.size: dataset:data/toy n<1K <declared data/toy/README.md#/size_categories>',
    ]);
  });

  it.each([
    ['of a model', '---\nlicense: mit\ndatasets: [a]\n---\n'],
    ['without front matter', '# Toy\n## Bias\nYes.\n'],
    ['of a list', '---\n- pretty_name\n---\n'],
  ])('is none where it is the card %s', (_, text) => {
    expect(datasetClaims({ 'sub/README.md': text })).toEqual([]);
  });

  it('of wrong types is remarked', () => {
    const text =
      '---\npretty_name: [a]\nlicense: {a: b}\ndataset_info: [x, {splits: [{num_examples: x}], features: y, dataset_size: z}]\n---\n';
    const { claims, remarks } = claimsIn({ 'sub/README.md': text });
    expect(claims.map((claim) => `${claim.name}: ${showClaim(claim)}`)).toEqual([
      'dataset.name: dataset:sub a <declared sub/README.md#/pretty_name/0>',
    ]);
    expect(remarks.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual([
      'wrong-type /license',
      'wrong-type /dataset_info/0',
      'wrong-type /dataset_info/1/dataset_size',
    ]);
  });
});
