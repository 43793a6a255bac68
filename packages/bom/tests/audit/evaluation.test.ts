// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { auditModel } from '@mpk/bom';
import { claim } from './shown.js';

const found = (id: string, ...claims: readonly Claim[]): readonly string[] =>
  auditModel([], { claims, remarks: [] }).flatMap(({ check, severity, message }) =>
    check === id ? [`${severity}: ${message}`] : [],
  );
const metric = (metric: string, more: Readonly<Record<string, string>> = {}, dataset = 'cais/mmlu'): Claim =>
  claim('metric', { metric, value: 1, dataset, ...more });

describe('results of evaluations', () => {
  it.each(['result-without-source', 'result-self-reported', 'evaluation-data-unpinned'])(
    'are told once for each file, with their count, by %s',
    (id) => {
      const claims = ['a', 'b', 'c', 'd', 'a'].map((name) => metric(name));
      const others = ['u/v', 'w/x', 'y/z'].map((dataset) => metric('e', {}, dataset));
      const told = (...all: readonly Claim[]): readonly string[] =>
        found(id, ...all).map((line) => line.slice(line.indexOf(' ')));
      expect(told(metric('e', {}, 'x/y'))).toEqual([' e on x/y']);
      expect(told(...claims)).toEqual([' 5 results on cais/mmlu: a, b, c and 1 more']);
      expect(told(...claims, ...others)).toEqual([' 8 results on 4 data sets: cais/mmlu, u/v, w/x and 1 more']);
    },
  );

  it('are told apart by the file that states them', () => {
    const other = claim('metric', { metric: 'a', value: 1, dataset: 'cais/mmlu' }, '.eval_results/a.yaml');
    expect(found('result-self-reported', metric('a'), other)).toHaveLength(2);
  });
});

describe('data that it was trained on and measured on', () => {
  const both = [claim('dataset.evaluation', 'cais/mmlu'), claim('dataset.training', 'cais/mmlu')];
  const severityOf = (...claims: readonly Claim[]): readonly string[] =>
    found('evaluation-data-in-training-data', ...both, ...claims).map((line) => line.replace(/:.*$/, ''));

  it.each<[string, readonly Claim[], string]>([
    ['without a result', [], 'high'],
    ['without a split', [metric('a')], 'high'],
    ['on the split that it was trained on', [metric('a', { split: 'train' })], 'high'],
    ['on a split for tests', [metric('a', { split: 'test' }), metric('b', { split: 'validation' })], 'info'],
    [
      'on one split for tests and another one',
      [metric('a', { split: 'test' }), metric('b', { split: 'train' })],
      'high',
    ],
    ['on a split for tests, and once without one', [metric('a', { split: 'test' }), metric('b')], 'high'],
    ['on a split for tests of other data', [metric('a', { split: 'test' }, 'x/y')], 'high'],
    [
      'on a split for tests, by its address',
      [metric('a', { split: 'test' }, 'https://huggingface.co/datasets/cais/mmlu')],
      'info',
    ],
  ])('%s is told once, as it is bad', (_, claims, severity) => {
    expect(severityOf(...claims)).toEqual([severity]);
  });

  it('may be any data where a loader stands for it', () => {
    const claims = [claim('dataset.evaluation', 'imagefolder'), claim('dataset.training', 'imagefolder')];
    expect(found('evaluation-data-in-training-data', ...claims)).toEqual([expect.stringMatching(/^low: /)]);
  });

  it('is told once however often it is named', () => {
    expect(severityOf(claim('dataset.evaluation', 'CAIS/MMLU'), claim('dataset.evaluation', 'cais/mmlu'))).toEqual([
      'high',
    ]);
  });
});
