// SPDX-License-Identifier: Apache-2.0
import { openTensorScan, type TensorFacts } from '../../src/tensors/tensor-scan.js';

/** Scans numbers of a type by their bits, in pieces of any size, and demands the same of all. */
function scan(dtype: string, numbers: readonly (number | bigint)[]): TensorFacts | undefined {
  const size = { F16: 2, BF16: 2, F32: 4, F64: 8 }[dtype] ?? 1;
  const bytes = Buffer.alloc(numbers.length * size);
  for (const [index, number] of numbers.entries()) {
    let bits = BigInt(number);
    for (let at = 0; at < size; at++, bits >>= 8n) bytes[index * size + at] = Number(bits & 0xffn);
  }
  const results = [1, 3, 16, 17, 1000, 20_000, Infinity].map((pieceBytes) => {
    const one = openTensorScan(dtype);
    for (let at = 0; at < bytes.length; at += pieceBytes) one?.write(bytes.subarray(at, at + pieceBytes));
    return one?.end();
  });
  for (const result of results) expect(result).toEqual(results[0]);
  return results[0];
}

/** Different ordinary numbers, all of whose bits are used. */
const ordinary = (count: number): number[] => Array.from({ length: count }, (_, i) => 0x0801 + (i % 97));

describe('numbers of a tensor', () => {
  it.each([1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 33, 10_000, 16_384])('are ordinary, %i of them', (count) => {
    for (const dtype of ['F16', 'BF16', 'F32', 'F64']) {
      expect(scan(dtype, ordinary(count))).toEqual({
        nan: false,
        infinite: false,
        constant: count === 1,
        unusedBits: 0,
      });
    }
  });

  it.each([
    ['F16', 0x7c00, 0xfc00, [0x7c01, 0x7e00, 0xfc01, 0xffff], 0x7bff],
    ['BF16', 0x7f80, 0xff80, [0x7f81, 0x7fc0, 0xff81, 0xffff], 0x7f7f],
    ['F32', 0x7f800000, 0xff800000, [0x7f800001, 0x7fc00000, 0xff800001, 0xffffffff], 0x7f7fffff],
    [
      'F64',
      0x7ff0000000000000n,
      0xfff0000000000000n,
      [0x7ff0000000000001n, 0x7ff8000000000000n, 0xfff0000000000001n, 0xffffffffffffffffn],
      0x7fefffffffffffffn,
    ],
  ])(
    'of %s may be infinite, or none, wherever it is',
    (dtype, infinity, negative, nans, largest) => {
      for (const count of [1, 5, 16, 40, 9000]) {
        for (const place of new Set([0, count >> 1, count - 1])) {
          const at = (number: number | bigint): TensorFacts | undefined =>
            scan(dtype, ordinary(count).with(place, number as number));
          for (const one of [infinity, negative]) expect(at(one)).toMatchObject({ infinite: true, nan: false });
          for (const one of nans) expect(at(one)).toMatchObject({ infinite: false, nan: true });
          expect(at(largest)).toMatchObject({ infinite: false, nan: false });
        }
      }
    },
    30_000,
  );

  it('are all the same, or one of them is not', () => {
    for (const count of [2, 8, 9, 5000]) {
      const same = Array.from({ length: count }, () => 0x3f800000);
      expect(scan('F32', same)).toMatchObject({ constant: true, unusedBits: 23 });
      expect(scan('F32', same.with(count - 1, 0x3f800001))).toMatchObject({ constant: false, unusedBits: 0 });
      expect(scan('F32', same.with(0, 0xbf800000))).toMatchObject({ constant: false, unusedBits: 23 });
    }
  });

  it.each([
    ['F32 that was BF16', 'F32', [0x3f810000, 0xbf9e0000], 16],
    ['F32 that was BF16, with one bit more', 'F32', [0x3f810000, 0xbf9e0000, 0x3f800100], 8],
    ['F64 that was F32', 'F64', [0x3ff0000020000000n, 0x3ff0000040000000n], 29],
    ['nothing but zeros', 'F16', [0, 0, 0], 16],
    ['zeros of both signs', 'BF16', [0, 0x8000], 15],
  ])('have bits that none of them uses: %s', (_, dtype, numbers, unusedBits) => {
    expect(scan(dtype, numbers)).toMatchObject({ unusedBits });
  });

  it('are not looked at in other types', () => {
    for (const dtype of ['I32', 'F8_E4M3', 'Q4_K', 'C64', '']) expect(openTensorScan(dtype)).toBeUndefined();
  });

  it('may be none', () => {
    expect(scan('F32', [])).toBeUndefined();
  });

  it('of two tensors may be looked at in turns', () => {
    const [one, other] = [openTensorScan('F32'), openTensorScan('F64')];
    for (let i = 0; i < 10; i++) {
      one?.write(Buffer.from('000080ff'.repeat(8), 'hex'));
      other?.write(Buffer.alloc(64));
    }
    expect(one?.end()).toEqual({ nan: false, infinite: true, constant: true, unusedBits: 23 });
    expect(other?.end()).toEqual({ nan: false, infinite: false, constant: true, unusedBits: 64 });
  });
});
