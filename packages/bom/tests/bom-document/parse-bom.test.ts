// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { parseBom, viewModel } from '@mpk/bom/assess';
import { isMpkError } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { PRODUCERS, kitBom, parsed } from '../assess/producers.js';

const bytes = (value: unknown): Buffer => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const bom = (rest: object): object => ({ bomFormat: 'CycloneDX', specVersion: '1.6', ...rest });

describe('parseBom', () => {
  it.each([
    ['kit', '/metadata/component', 2, 2],
    ['cdxgen', '/components/0', 1, 0],
    ['owasp', '/components/0', 1, 0],
    ['aibomgen', '/metadata/component', 1, 0],
  ] as const)('finds the model of %s, its datasets and files', (producer, pointer, datasets, files) => {
    const view = viewModel(parsed(PRODUCERS[producer]()));
    expect(view.model.place.pointer).toBe(pointer);
    expect([view.datasets.length, view.files.length]).toEqual([datasets, files]);
  });

  it.each([
    ['no JSON', '{', 'INPUT_MALFORMED'],
    ['XML of others', '\ufeff\n<bom/>', 'INPUT_UNSUPPORTED'],
    ['nothing', '', 'INPUT_MALFORMED'],
    ['a list', '[]', 'INPUT_UNSUPPORTED'],
    ['another document', '{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld"}', 'INPUT_UNSUPPORTED'],
    ['a version to come', bom({ specVersion: '2.0' }), 'INPUT_UNSUPPORTED'],
    ['a name that comes twice', '{"bomFormat":"CycloneDX","bomFormat":"x"}', 'INPUT_MALFORMED'],
    ['what is nested too deep', '['.repeat(100_000) + ']'.repeat(100_000), 'INPUT_MALFORMED'],
  ])('refuses %s', async (_, value, code) => {
    expect(await thrownCode(() => parseBom(bytes(value)))).toBe(code);
  });

  it('takes a byte order mark for nothing', () => {
    expect(parseBom(bytes(`\ufeff${JSON.stringify(bom({}))}`)).specVersion).toBe('1.6');
  });

  it('passes over what is of the wrong type, and says so', () => {
    const document = parsed(
      bom({
        specVersion: 16,
        metadata: { component: [], timestamp: {}, tools: 7 },
        components: [3, { type: ['machine-learning-model'], name: 1, modelCard: 'x', hashes: { alg: 1 } }],
        citations: {},
      }),
    );
    expect(document.passedOver.listed.map(({ pointer }) => pointer)).toEqual([
      '/specVersion',
      '/metadata/timestamp',
      '/citations',
      '/metadata/component',
      '/components/0',
      '/components/1/type',
      '/components/1/name',
      '/components/1/modelCard',
      '/components/1/hashes',
    ]);
  });

  it('takes names of JavaScript for names', () => {
    const text = `{"bomFormat":"CycloneDX","specVersion":"1.6","__proto__":{"components":[{"type":"data"}]},
      "components":[{"type":"machine-learning-model","name":"x","__proto__":{"purl":"pkg:a/b"},"constructor":{"name":"y"}}]}`;
    const document = parseBom(bytes(text));
    expect(document.components).toHaveLength(1);
    expect(document.components[0]!.name).toBe('x');
    expect(({} as any).purl).toBeUndefined();
  });

  it('reads a hundred thousand components within seconds', () => {
    const components = Array.from({ length: 100_000 }, (_, i) => ({ type: 'data', name: `d${i}`, 'bom-ref': 'same' }));
    const document = parsed(bom({ components: [...components, { type: 'machine-learning-model', name: 'm' }] }));
    expect(document.components).toHaveLength(100_001);
    expect(document.passedOver.total).toBe(99_999);
    expect(document.passedOver.listed.length).toBeLessThan(1000);
  });

  it('says which model is meant by name, and that there is none', async () => {
    const document = parsed(kitBom());
    expect(viewModel(document, 'acme/toy-llama').model.name).toBe('toy-llama');
    expect(await thrownCode(() => viewModel(document, 'Llama-3.2-1B'))).toBe('NOTHING_TO_CHECK');
    expect(await thrownCode(() => viewModel(parsed(bom({}))))).toBe('NOTHING_TO_CHECK');
  });

  it('reads methods and files of citations, and the same of properties', () => {
    const document = parsed(
      bom({
        properties: [{ name: 'mpk:source:/components/0/name', value: 'measured.txt#/declared, inferred' }],
        citations: [
          { pointers: ['/a', '/b'], note: 'README.md#/license declared', attributedTo: 'x' },
          { pointers: ['/c'], note: 'somebody', attributedTo: 'x' },
          { pointers: ['/d'], note: 'nobody' },
          { expressions: ['$..name'], attributedTo: 'x' },
        ],
      }),
    );
    const methods = [...document.sources].map(([pointer, [source]]) => [pointer, source?.method]);
    expect(methods).toEqual([
      ['/a', 'declared'],
      ['/b', 'declared'],
      ['/c', 'stated'],
      ['/d', undefined],
      ['/components/0/name', 'inferred'],
    ]);
    expect(document.passedOver.listed).toEqual([
      { pointer: '/citations/3/expressions', reason: 'expressions are not evaluated; pointers are' },
    ]);
  });

  it('gives a document or an error of the kit for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const one of [value, bom({ metadata: value }), bom({ components: [value] })]) {
          try {
            parseBom(bytes(one));
          } catch (error) {
            expect(isMpkError(error)).toBe(true);
          }
        }
      }),
    );
  });
});
