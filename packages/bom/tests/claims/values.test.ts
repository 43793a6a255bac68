// SPDX-License-Identifier: Apache-2.0
import { isNothing } from '../../src/claims/values.js';
import { claimsIn } from '../model.js';

describe('a text that says nothing', () => {
  it.each(['', ' ', '~', 'null', 'None', 'N/A', 'TBD', 'todo', '[More Information Needed]', 'to be added'])(
    'is no fact: %j',
    (text) => {
      expect(isNothing(text)).toBe(true);
    },
  );

  it.each(['0', 'no', 'unknown', 'other', 'tbd-v2', 'todo list', 'more'])('is not %j', (text) => {
    expect(isNothing(text)).toBe(false);
  });

  it('names no base, no data and no result', () => {
    const card =
      '---\nbase_model: "[More Information Needed]"\ndatasets: [TBD]\nmodel-index:\n- name: x\n  results:\n' +
      '  - task: {type: t}\n    dataset: {type: d, name: D}\n    metrics:\n    - {type: acc, value: TBD}\n---\n';
    const names = claimsIn({ 'README.md': card }).claims.map(({ name }) => name);
    for (const name of ['base-model', 'dataset.training', 'metric']) expect(names).not.toContain(name);
  });
});
