// SPDX-License-Identifier: Apache-2.0
import { GGML_TYPES } from '../../src/gguf/ggml-types.js';

describe('GGML_TYPES', () => {
  it('has all numbers from 0 to 42, each with a name of its own', () => {
    expect([...GGML_TYPES.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 43 }, (_, i) => i));
    expect(new Set([...GGML_TYPES.values()].map(({ name }) => name)).size).toBe(43);
  });

  it('has blocks of 1 element, or of 16 to 256 that take less than 10 bits each', () => {
    for (const { name, blockElements, blockBytes } of GGML_TYPES.values()) {
      const bits = (blockBytes * 8) / blockElements;
      expect([name, blockElements === 1 || (blockElements % 16 === 0 && bits < 10)]).toEqual([name, true]);
    }
  });
});
