// SPDX-License-Identifier: Apache-2.0
import { cutToBytes, harmless } from '../src/human.js';

describe('harmless', () => {
  it('takes the power out of control characters and text direction marks', () => {
    expect(harmless('a\u001b[2Jb\nc\u202ed\u0085')).toBe('a [2Jb c d ');
  });
});

describe('cutToBytes', () => {
  it('never splits a character', () => {
    expect(cutToBytes('aé💥', 6)).toBe('aé');
    expect(cutToBytes('aé💥', 7)).toBe('aé💥');
  });
});
