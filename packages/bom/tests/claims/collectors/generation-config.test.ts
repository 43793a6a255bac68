// SPDX-License-Identifier: Apache-2.0
import { claimsIn, shownClaims } from '../../model.js';

describe('generation_config.json', () => {
  const files = {
    'generation_config.json': {
      temperature: 0.6,
      eos_token_id: [1, 2],
      top_k: null,
      made_up: 1,
      transformers_version: '4.57.0',
      custom_generate: 'a/b',
    },
  };

  it('tells the settings that are known and set', () => {
    expect(shownClaims(files, 'generation.parameter')).toEqual([
      '{"name":"temperature","value":0.6} <declared generation_config.json#/temperature>',
      '{"name":"eos_token_id","value":[1,2]} <declared generation_config.json#/eos_token_id>',
    ]);
  });

  it('tells what wrote it, and whose code it asks for', () => {
    expect(shownClaims(files, 'library.version')).toEqual([
      'transformers 4.57.0 <declared generation_config.json#/transformers_version>',
    ]);
    expect(shownClaims(files, 'code.repository')).toEqual(['a/b <declared generation_config.json#/custom_generate>']);
  });

  it.each([
    ['a list', [], 'wrong-type'],
    ['no JSON', '{', 'malformed'],
  ])('that is %s is remarked', (_, document, kind) => {
    const { claims, remarks } = claimsIn({ 'generation_config.json': document });
    expect([claims.map(({ name }) => name), remarks.map((one) => one.kind)]).toEqual([['unread'], [kind]]);
  });
});
