// SPDX-License-Identifier: Apache-2.0
import { nearestWord } from '../../src/text/suggestion.js';

describe('nearestWord', () => {
  const words = ['signature', 'identity', 'formats', 'files'];
  it.each([
    ['signtaure', 'signature'],
    ['Signature', 'signature'],
    ['format', 'formats'],
    ['file', 'files'],
    ['xyz', undefined],
    ['', undefined],
    ['s'.repeat(100_000), undefined],
  ])('takes %.20s for %s', (found, expected) => {
    expect(nearestWord(found, words)).toBe(expected);
  });
});
