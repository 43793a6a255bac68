// SPDX-License-Identifier: Apache-2.0
import { remarksOf, shownAll } from '../../model.js';

const NAME = '.eval_results/mmlu.yaml';

describe('.eval_results', () => {
  it('tell what was measured, and who says so', () => {
    const text = `
- dataset: {id: cais/mmlu, task_id: mmlu, revision: abc}
  value: 71.2
  verifyToken: xyz
  source: {url: https://example.org, name: Blog}
- dataset: {id: a/b}
  value: 1.10
`;
    expect(shownAll(NAME, text)).toEqual([
      'dataset.evaluation: cais/mmlu <declared /0/dataset/id>',
      'dataset.evaluation.revision: dataset:cais/mmlu abc <declared /0/dataset/revision>',
      'metric: {"task":"mmlu","dataset":"cais/mmlu","revision":"abc","metric":"mmlu","value":71.2,"source":"https://example.org","verified":true} <declared /0>',
      'dataset.evaluation: a/b <declared /1/dataset/id>',
      'metric: {"dataset":"a/b","metric":"value","value":1.1} <declared /1>',
    ]);
  });

  it.each([
    ['text', ['wrong-type ']],
    ['[{}, 3]', ['wrong-type /0', 'wrong-type /1']],
    ['- dataset: {id: [a]}\n  value: 1', ['wrong-type /0']],
    ['- dataset: {id: a}\n  value: {b: c}', ['wrong-type /0']],
  ])('of %j are remarked, and tell nothing', (text, expected) => {
    expect(shownAll(NAME, text)).toEqual([]);
    expect(remarksOf(NAME, text)).toEqual(expected);
  });

  it('are not what lies elsewhere', () => {
    expect(shownAll('eval_results/mmlu.yaml', '- {dataset: {id: a}, value: 1}')).toEqual([]);
  });
});
