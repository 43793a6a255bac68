// SPDX-License-Identifier: Apache-2.0
import { decodeFloats } from '../../src/base/float-rows.js';

/** Numbers of these bits. */
function decoded(dtype: string, bits: readonly number[], big = false): readonly number[] {
  const size = dtype === 'F32' ? 4 : 2;
  const bytes = Buffer.alloc(bits.length * size);
  for (const [i, one] of bits.entries()) {
    if (big) bytes.writeUIntBE(one, i * size, size);
    else bytes.writeUIntLE(one, i * size, size);
  }
  const into = new Float32Array(bits.length);
  decodeFloats(dtype, bytes, { into, big });
  return [...into];
}

describe('numbers of a tensor', () => {
  it.each([
    ['F16', [0x3c00, 0xc000, 0x7bff, 0x0001, 0x8001, 0x0400], [1, -2, 65504, 2 ** -24, -(2 ** -24), 2 ** -14]],
    ['F16', [0x7c00, 0xfc00, 0x7c01, 0x0000], [Infinity, -Infinity, Number.NaN, 0]],
    ['BF16', [0x3f80, 0xc000, 0x7f80, 0x7fc0, 0x0001], [1, -2, Infinity, Number.NaN, 2 ** -133]],
    ['F32', [0x3f800000, 0xc0000000, 0x7f800000, 0x7fc00000], [1, -2, Infinity, Number.NaN]],
  ])('of %s are what their bits are, in either byte order', (dtype, bits, numbers) => {
    expect(decoded(dtype, bits)).toEqual(numbers);
    expect(decoded(dtype, bits, true)).toEqual(numbers);
  });
});
