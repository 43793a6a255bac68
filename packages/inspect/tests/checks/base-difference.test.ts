// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import { CHECKS, inspect, runChecks, type BaseDifference, type TensorMeasure } from '@mpk/inspect';
import { makeTensors, type TensorSource } from '../fixtures/tensors.js';
import { differenceOf, inspectedModel, type Files } from '../inspected.js';

const id = 'base-difference';
const LAYERS = 16;
const SIZE = 16;

const matrix = (fill: number, dtype = 'F32'): TensorSource => ({
  dtype,
  shape: [SIZE, SIZE],
  bytes: Buffer.alloc(SIZE * SIZE * (dtype === 'F32' ? 4 : 2), fill),
});

/** A model of 16 layers with a matrix and a norm each, and a head; some tensors are others. */
const modelWith = (others: Readonly<Record<string, TensorSource>> = {}, more: Files = {}): Files => {
  const layers = Array.from({ length: LAYERS }, (_, i) => ({
    [`layers.${i}.mlp.up_proj.weight`]: matrix(0),
    [`layers.${i}.norm.weight`]: i,
  }));
  const sources = { ...Object.assign({}, ...layers), 'lm_head.weight': matrix(0), ...others };
  return { 'm.safetensors': makeTensors(sources as Record<string, TensorSource>), ...more };
};

type Measured = Readonly<Record<string, TensorMeasure>>;

function difference(model: Files, measured: Measured = {}, base: Files = modelWith()): BaseDifference {
  const found = differenceOf(model, base);
  const measures = new Map(
    found.tensors.tensors.flatMap((one) => {
      const measure = measured[one.model?.name ?? ''];
      return measure === undefined ? [] : [[one, measure] as const];
    }),
  );
  return { ...found, measures };
}

const findings = (base: BaseDifference): readonly Finding[] =>
  runChecks(
    CHECKS.filter((check) => check.id === id),
    { files: [], base },
  );

/** Outcome or severity of each finding but the summary, and the beginning of what it says. */
const told = (base: BaseDifference): readonly string[] =>
  findings(base)
    .filter(({ severity }) => severity !== 'info')
    .map(({ outcome, severity, message }) => `${outcome === 'fail' ? severity : outcome} ${message.slice(0, 40)}`);

const summaryOf = (base: BaseDifference): string =>
  findings(base).find(({ severity }) => severity === 'info')?.message ?? '';

const up = (i: number): string => `layers.${i}.mlp.up_proj.weight`;
const edited = (...layers: readonly number[]): Record<string, TensorSource> =>
  Object.fromEntries(layers.map((i) => [up(i), matrix(7)]));
const measuredAs = (layers: readonly number[], measure: TensorMeasure): Measured =>
  Object.fromEntries(layers.map((i) => [up(i), measure]));
const all = Array.from({ length: LAYERS }, (_, i) => i);
const LOW_RANK = { relativeNorm: 0.05, firstDirection: 0.99 };
const FULL_RANK = { relativeNorm: 0.05, firstDirection: 0.3 };

describe('changes of weights', () => {
  it('are summed up, and nothing else is told of a model that is its base', () => {
    const same = difference(modelWith());
    expect(told(same)).toEqual([]);
    expect(summaryOf(same)).toBe('0 of 33 tensors changed, in 0 of 17 layers and modules');
  });

  it.each<[string, readonly number[], TensorMeasure | undefined, string]>([
    ['one layer in one direction', [5], LOW_RANK, 'critical 1 tensor is changed in one direction, '],
    ['two layers in one direction', [5, 6], LOW_RANK, 'critical 2 tensors are changed in one direction, '],
    ['few layers in one direction', [3, 4, 5, 6], LOW_RANK, 'high 4 tensors are changed in one direction, '],
    ['one layer in many directions', [5], FULL_RANK, 'medium 1 tensor is changed in layers.5 alone, '],
    ['few layers in many directions', [3, 4, 5], FULL_RANK, 'low 3 tensors are changed in layers.3, la'],
    ['one layer that was not measured', [5], undefined, 'inconclusive 1 tensor is changed in layers.5 alone, '],
    ['one layer of which only the norm is known', [5], { relativeNorm: 1 }, 'inconclusive 1 tensor is'],
  ])('of %s', (_, layers, measure, expected) => {
    const measured = measure === undefined ? {} : measuredAs(layers, measure);
    const found = told(difference(modelWith(edited(...layers)), measured));
    expect(found).toHaveLength(1);
    expect(found[0]?.startsWith(expected)).toBe(true);
  });

  it('of all layers are a fine-tune, of which there is nothing to tell', () => {
    const tuned = difference(modelWith(edited(...all)), measuredAs(all, FULL_RANK));
    expect(told(tuned)).toEqual([]);
    expect(summaryOf(tuned)).toBe('16 of 33 tensors changed, in 16 of 17 layers and modules (mlp)');
  });

  it('of all layers in one direction are what merged adapters are', () => {
    expect(told(difference(modelWith(edited(...all)), measuredAs(all, LOW_RANK)))).toEqual([]);
  });

  it('of all layers do not hide one that stands out', () => {
    const noise = { relativeNorm: 0.001, firstDirection: 0.1 };
    const measured = { ...measuredAs(all, noise), [up(5)]: LOW_RANK };
    const [found, ...more] = told(difference(modelWith(edited(...all)), measured));
    expect(found).toMatch(/^high 1 tensor is changed far more/);
    expect(more).toEqual([]);
    const several = { ...measuredAs(all, noise), ...measuredAs([5, 6, 7, 8], LOW_RANK) };
    expect(told(difference(modelWith(edited(...all)), several))).toEqual([
      expect.stringMatching(/^high 4 tensors are changed far/),
    ]);
  });

  it('of type alone round the numbers, and an edit does more', () => {
    const retyped = modelWith({ [up(5)]: matrix(0, 'BF16'), [up(6)]: matrix(0, 'BF16') });
    const rounded = measuredAs([5, 6], { relativeNorm: 0.002, firstDirection: 0.1 });
    expect(told(difference(retyped, rounded))).toEqual(['low 2 tensors are of another type: layers.5.']);
    const [found] = told(difference(retyped, { ...rounded, [up(5)]: LOW_RANK }));
    expect(found).toMatch(/^critical 1 tensor is changed in one direction/);
  });

  it('of small vectors have no directions', () => {
    const base = difference(modelWith({ 'layers.3.norm.weight': 99 }), {
      'layers.3.norm.weight': { relativeNorm: 1, firstDirection: 1 },
    });
    expect(told(base)).toEqual(['medium 1 tensor is changed in layers.3 alone, o']);
  });
});

describe('other differences', () => {
  it.each<[string, Files, string]>([
    ['tensors that were added', modelWith({ new: 1 }), 'medium 1 tensor is not in the base: new'],
    [
      'tensors of another shape',
      modelWith({ 'lm_head.weight': 1 }),
      'medium 1 tensor is of another shape: lm_head.wei',
    ],
    ['a name in two files', modelWith({}, { 'n.safetensors': makeTensors({ [up(1)]: 1 }) }), 'medium 1 tensor is in'],
    ['weights of another format', modelWith({}, { 'a.pkl': '\x80\x04}q\x00.' }), 'inconclusive no tensor of this file'],
    ['nothing in common', { a: makeTensors({ a: 1 }) }, 'inconclusive none of 1 tensors has the name of on'],
    ['tensors that are missing', { a: makeTensors({ [up(1)]: matrix(0) }) }, 'medium 32 tensors are in the base alone'],
  ])('are %s', (_, model, expected) => {
    expect(told(difference(model)).some((line) => line.startsWith(expected.slice(0, 40)))).toBe(true);
  });

  it.each([
    ['changed', 'b', 'a', 'high'],
    ['added', 'a', undefined, 'medium'],
    ['removed', undefined, 'a', 'low'],
  ])('are chat templates that were %s', (_, ours, theirs, severity) => {
    const files = (template?: string): Files => (template === undefined ? {} : { 'chat_template.jinja': template });
    const found = told(difference(modelWith({}, files(ours)), {}, modelWith({}, files(theirs))));
    expect(found).toEqual([expect.stringMatching(new RegExp(`^${severity} the chat template "default"`))]);
  });

  it('are configurations and files of the tokenizer', () => {
    const files = (value: number): Files => ({ 'config.json': `{"a":${value}}`, 'vocab.json': `{"b":${value}}` });
    const found = told(difference(modelWith({}, files(1)), {}, modelWith({}, files(2))));
    expect(found).toEqual(['low 1 values are not as in the base: /a', 'low a file of the tokenizer is not as in the']);
  });

  it('include that nobody verified the base', () => {
    expect(told({ ...difference(modelWith()), verified: 'no' })).toEqual([
      'medium nobody verified the base: give --base-po',
    ]);
  });

  it('are told of names in which nothing is obeyed, cut', () => {
    const evil = `\u001b[31m${'x'.repeat(1e5)}`;
    for (const { message } of findings(difference(modelWith({ [evil]: 1, [`${evil}.2.a`]: 2 })))) {
      expect(message).not.toContain('\u001b');
      expect(message.length).toBeLessThanOrEqual(500);
    }
  });
});

it('runs where there is a base, and is said to have run then alone', () => {
  const model = inspectedModel(modelWith());
  expect(inspect(model).checks).not.toContain(id);
  expect(inspect({ ...model, base: difference(modelWith()) }).checks).toContain(id);
});
