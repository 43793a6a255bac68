// SPDX-License-Identifier: Apache-2.0
import { compareTensors, type TensorDifference } from '../../src/base/compare-tensors.js';
import { makeGguf } from '../fixtures/gguf.js';
import { makeTensors } from '../fixtures/tensors.js';
import { inspectedModel, type Files } from '../inspected.js';

const compare = (model: Files, base: Files): TensorDifference =>
  compareTensors(inspectedModel(model), inspectedModel(base));

/** States by name and files, on a line each, of what is not the same. */
const differing = (model: Files, base: Files): readonly string[] =>
  compare(model, base)
    .tensors.filter(({ state }) => state !== 'same')
    .map((one) => `${state(one)} ${one.model?.name ?? one.base?.name}`);
const state = ({ state: found }: { readonly state: string }): string => found;

const of = (dtype: string, shape: readonly number[], fill = 0): object => ({
  dtype,
  shape,
  bytes: Buffer.alloc(
    shape.reduce((a, b) => a * b, dtype === 'F32' ? 4 : 2),
    fill,
  ),
});
const tensors = makeTensors as (sources: Readonly<Record<string, unknown>>) => Buffer;
const BASE = { 'm.safetensors': tensors({ a: 1, b: 2, c: 3 }) };

describe('tensors of a model and its base', () => {
  it.each<[string, Files, readonly string[]]>([
    ['are the same', BASE, []],
    ['are the same in another order', { 'm.safetensors': tensors({ c: 3, a: 1, b: 2 }) }, []],
    ['are the same in other files', { x: tensors({ c: 3 }), y: tensors({ a: 1, b: 2 }) }, []],
    ['have others numbers', { m: tensors({ a: 1, b: 5, c: 3 }) }, ['changed b']],
    ['are more', { m: tensors({ a: 1, b: 2, c: 3, d: 4 }) }, ['added d']],
    ['are fewer', { m: tensors({ a: 1, b: 2 }) }, ['removed c']],
    ['have another shape', { m: tensors({ a: 1, b: 2, c: of('F32', [1, 2]) }) }, ['reshaped c']],
    ['have another type', { m: tensors({ a: 1, b: 2, c: of('BF16', [2]) }) }, ['retyped c']],
    ['are none', { m: tensors({}) }, ['removed a', 'removed b', 'removed c']],
    ['are in no file', { 'a.txt': 'a' }, ['removed a', 'removed b', 'removed c']],
  ])('%s', (_, model, expected) => {
    expect(differing(model, BASE)).toEqual(expected);
  });

  it('are counted by how they stand to each other', () => {
    const model = { m: tensors({ a: 1, b: 5, d: 4 }) };
    expect(compare(model, BASE).counts).toEqual({
      ...{ same: 1, changed: 1, added: 1, removed: 1 },
      ...{ reshaped: 0, retyped: 0, unknown: 0 },
    });
  });

  it('of parts of a pipeline have one name, and are told apart by their folders', () => {
    const base = { 'unet/m.safetensors': tensors({ a: 1 }), 'vae/m.safetensors': tensors({ a: 2 }) };
    const model = { 'unet/n.safetensors': tensors({ a: 1 }), 'vae/n.safetensors': tensors({ a: 3 }) };
    const { tensors: found, colliding } = compare(model, base);
    expect(found.map(({ state: one, model: ours }) => [one, ours?.file])).toEqual([
      ['same', 'unet/n.safetensors'],
      ['changed', 'vae/n.safetensors'],
    ]);
    expect(colliding).toEqual([]);
  });

  it('of several quantisations are told apart by their files', () => {
    const base = { 'q4.gguf': tensors({ a: 1 }), 'q8.gguf': tensors({ a: 2 }) };
    expect(differing(base, base)).toEqual([]);
    expect(compare(base, base).colliding).toEqual([]);
  });

  it('are those of GGUF files, too, whatever their texts are', () => {
    const file = (fill: number, name: string): Files => ({ m: makeGguf({ name }, { a: fill, b: 1 }) });
    expect(differing(file(1, 'x'), file(1, 'longer'))).toEqual([]);
    expect(differing(file(2, 'x'), file(1, 'longer'))).toEqual(['changed a']);
  });

  it('are not known where they have no digest, and the files are told', () => {
    const whole = tensors({ a: 1, b: 2, c: 3 });
    const cut = compare({ m: whole.subarray(0, whole.length - 3) }, BASE);
    expect(cut.counts).toMatchObject({ same: 2, unknown: 1 });
    expect(cut.incomplete).toEqual({ model: ['m'], base: [] });
  });
});

describe('a hostile model', () => {
  it('has a name in a second file, which is told', () => {
    const { counts, colliding } = compare({ ...BASE, 'n.safetensors': tensors({ b: 9 }) }, BASE);
    expect(counts).toMatchObject({ same: 3, added: 1 });
    expect(colliding.map(({ name }) => name)).toEqual(['b']);
  });

  it('has names that objects have of their own', () => {
    const evil = { m: tensors(JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}') as object as never) };
    expect(differing(evil, evil)).toEqual([]);
    expect(differing(evil, BASE)).toHaveLength(6);
  });

  it('declares a size beyond all files, and is not compared', () => {
    const json = '{"a":{"dtype":"F32","shape":[1099511627776],"data_offsets":[0,4398046511104]}}';
    const bytes = Buffer.concat([Buffer.from([json.length, 0, 0, 0, 0, 0, 0, 0]), Buffer.from(json), Buffer.alloc(8)]);
    const found = compare({ m: bytes }, { m: bytes });
    expect(found.counts.same).toBe(0);
    expect(found.incomplete).toEqual({ model: ['m'], base: ['m'] });
  });

  it('has the same name in very many files, which takes no long', () => {
    const files = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`${i}`, tensors({ a: i })]));
    expect(compare(files, { x: tensors({ a: 7 }) }).counts).toMatchObject({ same: 1, added: 499 });
  });
});
