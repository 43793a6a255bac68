// SPDX-License-Identifier: Apache-2.0
import { viewOfFiles, type ComparedFile } from '@mpk/bom/assess';
import { parsed, SHA256 } from '../assess/producers.js';

const there = (name: string, digit: string): ComparedFile => ({ name, sizeBytes: 1, sha256: SHA256(digit) });
const file = (name: string, digit: string): object => ({
  type: 'file',
  name,
  hashes: [{ alg: 'SHA-256', content: SHA256(digit) }],
});
const model = (name: string, ...components: object[]): object => ({
  type: 'machine-learning-model',
  name,
  components,
});
const chosen = (bom: object, ...files: readonly ComparedFile[]): string => {
  const {
    model: of,
    kind,
    files: own,
  } = viewOfFiles(parsed({ bomFormat: 'CycloneDX', specVersion: '1.6', ...bom }), files);
  return [kind, of.name, ...own.map(({ name }) => name)].join(' ');
};

describe('the model that files are of', () => {
  const rows = { type: 'data', name: 'rows', components: [file('a.csv', 'c')] };
  const components = [model('one', file('a', 'a')), model('two', file('a', 'b'), file('b', 'b')), rows];

  it('is the one with most of them, by name and digest', () => {
    expect(chosen({ components }, there('a', 'b'))).toBe('model two a b');
    expect(chosen({ components }, there('a.csv', 'c'))).toBe('dataset rows a.csv');
    expect(chosen({ components }, there('a', 'a'), there('b', 'b'))).toBe('model one a');
  });

  it('is the first where it is none more than another', () => {
    expect(chosen({ components }, there('a', 'e'))).toBe('model one a');
    expect(chosen({ components: components.slice(1, 2) }, there('a', 'e'))).toBe('model two a b');
  });

  it('has files at any depth', () => {
    const outer = model('outer', { type: 'library', name: 'inner', components: [file('a', 'b')] });
    expect(chosen({ components: [components[0]!, outer] }, there('a', 'b'))).toBe('model outer a');
  });

  it('is what the document is about where they are listed beside it, and it has none within', () => {
    const beside = [...components, file('x', 'd'), file('y', 'd'), file('z', 'd')];
    const about = (subject: object): object => ({ metadata: { component: subject }, components: beside });
    const files = [there('x', 'd'), there('y', 'd'), there('z', 'd')];
    expect(chosen(about(model('whole')), ...files)).toBe('model whole x y z');
    expect(chosen(about(model('whole', file('a', 'a'))), ...files)).toBe('model whole a');
    expect(chosen(about(model('whole', file('a', 'a'))), there('b', 'b'), there('x', 'd'))).toBe('model two a b');
  });

  it('is a model where data has a model card', () => {
    const card = { type: 'data', name: 'both', modelCard: {}, components: [file('a', 'e')] };
    expect(chosen({ components: [...components, card] }, there('a', 'e'))).toBe('model both a');
  });
});
