// SPDX-License-Identifier: Apache-2.0
import { storedElements } from '@mpk/formats';

describe('the elements that the bytes of a tensor hold', () => {
  it.each([
    ['safetensors', 'BF16', [2, 3], 12, 6],
    ['safetensors', 'F32', [], 4, 1],
    ['safetensors', 'F4', [2, 3], 3, 6],
    ['safetensors', 'BF16', [0, 7], 0, 0],
    ['gguf', 'F16', [2, 3], 12, 6],
    ['gguf', 'Q4_K', [2, 256], 288, 512],
    ['gguf', 'Q4_K', [0, 256], 0, 0],
  ] as const)('%s %s %j of %d bytes: %d', (format, dtype, shape, sizeBytes, expected) => {
    expect(storedElements(format, { dtype, shape, sizeBytes })).toBe(expected);
  });

  it.each([
    ['a type that is not known', 'safetensors', 'F3', [2], 2],
    ['a type of the other format', 'gguf', 'BOOL', [2], 2],
    ['more elements than bytes', 'safetensors', 'F32', [1e15], 4],
    ['rows that are no whole blocks', 'gguf', 'Q4_K', [2, 128], 144],
    ['a product beyond what numbers hold', 'safetensors', 'F4', [2 ** 53, 2 ** 53, 2 ** 53], 2 ** 53],
    ['a scalar of blocks', 'gguf', 'Q8_0', [], 34],
  ] as const)('are not known of %s', (_, format, dtype, shape, sizeBytes) => {
    expect(storedElements(format, { dtype, shape, sizeBytes })).toBeUndefined();
  });
});
