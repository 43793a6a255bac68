// SPDX-License-Identifier: Apache-2.0
import type { TokenizerCounts } from '../../src/json/tokenizer-counts.js';
import { readParts } from '../builders/read.js';

const countsOf = (document: object): TokenizerCounts | undefined => {
  const content = readParts(JSON.stringify(document))[0]?.content;
  return content?.kind === 'json' ? content.tokenizer : undefined;
};
const words = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`a word of some length ${i}`, i]));

describe('the vocabulary of a tokenizer', () => {
  it.each([
    ['of words by id', { a: 0, b: 1 }],
    [
      'of pieces with scores',
      [
        ['a', -1.5],
        ['b', -2],
      ],
    ],
  ])('%s is counted, with the added tokens that are not in it', (_, vocab) => {
    const added_tokens = [
      { id: 1, content: 'b', special: true },
      { id: 2, content: 'c' },
      { id: 7, content: 'd' },
    ];
    expect(countsOf({ added_tokens, model: { vocab } })).toEqual({ vocabulary: 2, added: 3, beyond: 2 });
    expect(countsOf({ model: { vocab }, added_tokens })).toEqual({ vocabulary: 2, added: 3, beyond: 2 });
  });

  it('is counted where the document is too large to keep', () => {
    const document = { added_tokens: [{ id: 100_000, content: 'x' }], model: { type: 'BPE', vocab: words(100_000) } };
    expect(countsOf(document)).toEqual({ vocabulary: 100_000, added: 1, beyond: 1 });
  });

  it('is none elsewhere', () => {
    expect(countsOf({ vocab: { a: 0 }, other: { vocab: { a: 0 } } })).toBeUndefined();
    expect(countsOf([{ vocab: { a: 0 } }])).toBeUndefined();
    expect(countsOf({ model: { inner: { vocab: { a: 0 } } } })).toBeUndefined();
    expect(countsOf({ model: { vocab: 3, merges: [['a', 'b']] } })).toBeUndefined();
  });

  it('has no count of what is beyond it where an added token has no id', () => {
    const model = { vocab: { a: 0 } };
    expect(countsOf({ model, added_tokens: [{ id: 5 }, {}] })).toEqual({ vocabulary: 1, added: 2 });
    expect(countsOf({ model, added_tokens: [{ id: '5' }] })).toEqual({ vocabulary: 1, added: 1 });
    expect(countsOf({ model, added_tokens: { a: 1 } })).toEqual({ vocabulary: 1, added: 1 });
    expect(countsOf({ model, added_tokens: [{ inner: { id: 5 } }] })).toEqual({ vocabulary: 1, added: 1 });
  });

  it('keeps no more ids than a limit', () => {
    const added_tokens = Array.from({ length: 100_002 }, (_, id) => ({ id }));
    expect(countsOf({ added_tokens, model: { vocab: {} } })).toEqual({ vocabulary: 0, added: 100_002 });
  });
});
