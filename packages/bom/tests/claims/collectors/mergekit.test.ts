// SPDX-License-Identifier: Apache-2.0
import { remarksOf, shownAll } from '../../model.js';

const NAME = 'mergekit_config.yml';

describe('mergekit_config.yml', () => {
  it('tells each model once, and how they were merged', () => {
    const text = `
merge_method: slerp
base_model: org/base
dtype: bfloat16
models:
- model: org/one@abc+org/lora
- model: org/base
slices:
- sources: [{model: org/two, layer_range: [0, 8]}, {model: org/two, layer_range: [8, 16]}]
- sources: [{model: {model: {path: org/three, revision: def}, lora: null}}]
`;
    expect(shownAll(NAME, text)).toEqual([
      'base-model: org/base <declared /base_model>',
      'base-model: org/one <declared /models/0/model>',
      'base-model.revision: base:org/one abc <declared /models/0/model>',
      'base-model: org/lora <declared /models/0/model>',
      'base-model: org/two <declared /slices/0/sources/0/model>',
      'base-model: org/three <declared /slices/1/sources/0/model>',
      'base-model.revision: base:org/three def <declared /slices/1/sources/0/model>',
      'base-model.relation: merge <inferred mergekit_config.yml>',
      'merge: {"method":"slerp","base":"org/base","dtype":"bfloat16","models":["org/base","org/one","org/lora","org/two","org/three"]} <declared mergekit_config.yml>',
    ]);
  });

  it('names no more models than a limit', () => {
    const models = Array.from({ length: 500 }, (_, i) => `- model: org/m${i}`).join('\n');
    expect(shownAll(NAME, `models:\n${models}`)).toHaveLength(202);
    expect(remarksOf(NAME, `models:\n${models}`)).toEqual(['too-large']);
  });

  it.each(['models: {a: b}', 'models: [1, [], {model: [x]}]', 'slices: x', 'base_model: []'])(
    'of %j tells nothing',
    (text) => {
      expect(shownAll(NAME, text)).toEqual([]);
    },
  );
});
