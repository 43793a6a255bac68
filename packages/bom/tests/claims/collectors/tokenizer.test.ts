// SPDX-License-Identifier: Apache-2.0
import { claimsIn, shownClaims } from '../../model.js';

describe('tokenizer.json', () => {
  const added_tokens = [
    { id: 1, content: 'b' },
    { id: 2, content: '<x>' },
  ];

  it('tells how many entries its vocabulary has, with the added tokens that are not in it', () => {
    const files = { 'tokenizer.json': { added_tokens, model: { type: 'BPE', vocab: { a: 0, b: 1 } } } };
    expect(shownClaims(files, 'vocabulary.size')).toEqual(['3 <measured tokenizer.json#/model/vocab>']);
    expect(shownClaims(files, 'tokenizer.kind')).toEqual(['BPE <declared tokenizer.json#/model/type>']);
  });

  it.each([
    ['has no vocabulary', { model: { vocab: 3 } }],
    ['has added tokens without ids', { model: { vocab: {} }, added_tokens: [{}] }],
    ['is no JSON', 'x'],
    ['is a list', [1]],
  ])('that %s is remarked', (_, document) => {
    const { claims, remarks } = claimsIn({ 'tokenizer.json': document });
    expect(claims).toEqual([]);
    expect(remarks.map(({ kind }) => kind)).toEqual(['malformed']);
  });
});
