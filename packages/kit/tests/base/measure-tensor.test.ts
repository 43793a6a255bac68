// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openModel } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { measureEnergy, measureFirstDirection } from '../../src/base/measure-tensor.js';
import { BLOCK_NUMBERS, type ReadablePair, type ReadableTensor } from '../../src/base/tensor-rows.js';
import { makeSafetensors, noise, withRankOne, type WrittenTensor } from './tensor-files.js';

interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly numbers: Float32Array;
}

/** Writes one tensor to a file of its own, and says where it is. */
function readable(folder: string, name: string, tensor: WrittenTensor): ReadableTensor {
  const bytes = makeSafetensors({ a: tensor });
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const file = openModel(path).files[0];
  if (file === undefined) throw new Error('no file');
  const offset = 8 + Number(bytes.readBigUInt64LE());
  const data = bytes.subarray(offset);
  const sha256 = createHash('sha256').update(data).digest('hex');
  return { file, offset, sizeBytes: data.length, dtype: tensor.dtype, big: false, sha256 };
}

type Dtype = WrittenTensor['dtype'];

const withPair = <R>(
  [model, base]: readonly [Matrix, Matrix],
  use: (pair: ReadablePair) => R | Promise<R>,
  [ours, theirs]: readonly [Dtype, Dtype] = ['F32', 'F32'],
): Promise<R> =>
  withTempFolder(async (folder) => {
    const { rows, columns } = base;
    const shape = [rows, columns];
    return use({
      model: readable(folder, 'model', { dtype: ours, shape, numbers: model.numbers }),
      base: readable(folder, 'base', { dtype: theirs, shape, numbers: base.numbers }),
      rows,
      columns,
    });
  });

const measured = ({ change, base }: { change: number; base: number }, pair: ReadablePair): number[] => [
  Math.sqrt(change / base),
  measureFirstDirection(pair, change),
];

/** A diagonal of these values, in a matrix of noughts. */
const diagonal = (values: readonly number[], size: number): Matrix => {
  const numbers = new Float32Array(size * size);
  for (const [i, value] of values.entries()) numbers[i * size + i] = value;
  return { rows: size, columns: size, numbers };
};

const ones = (size: number): Matrix => ({ rows: size, columns: size, numbers: new Float32Array(size * size) });

describe('the first direction of a change', () => {
  // Singular values of a diagonal are its values: what numpy gives is known without it.
  it.each([
    [[1], 1],
    [[3, 1], 0.9],
    [[1, 1], 0.5],
    [[1, 0.99], 0.505],
    [[1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1], 1 / 3.85],
    [Array.from({ length: 200 }, () => 1), 1 / 200],
    [Array.from({ length: 60 }, (_, i) => 0.999 ** i), 0.01767],
    [[2, ...Array.from({ length: 396 }, () => 0.1)], 4 / 7.96],
    [[0.2, ...Array.from({ length: 399 }, () => 0.1)], 0.04 / 4.03],
  ])('of a change with these singular values is known', (values, share) =>
    withPair([diagonal(values, 400), ones(400)], (pair) => {
      const { change } = measureEnergy(pair);
      const square = values.reduce((sum, value) => sum + value * value, 0);
      expect(change).toBeCloseTo(square, 3);
      expect(Math.abs(measureFirstDirection(pair, change) - share)).toBeLessThan(1e-3);
    }),
  );

  it.each<[Dtype, Dtype]>([
    ['F32', 'F32'],
    ['BF16', 'BF16'],
    ['F16', 'F16'],
    ['BF16', 'F32'],
    ['F32', 'F16'],
  ])('of a planted edit of rank one is nearly all, in %s held against %s', (...dtypes) => {
    const base = { rows: 96, columns: 64, numbers: noise(96 * 64, 1) };
    const model = { ...base, numbers: withRankOne(base.numbers, 64, 0.2) };
    return withPair(
      [model, base],
      (pair) => {
        const [norm = 0, share = 0] = measured(measureEnergy(pair), pair);
        expect(norm).toBeGreaterThan(0.1);
        expect(share).toBeGreaterThan(0.99);
      },
      dtypes,
    );
  });

  it('is found where it stands at right angles to what is even, or to any one direction', () => {
    const columns = 64;
    const change = Float32Array.from({ length: 64 * columns }, (_, i) => (i % columns < 2 ? 1 - 2 * (i % columns) : 0));
    return withPair([{ rows: 64, columns, numbers: change }, ones(64)], (pair) => {
      expect(measureFirstDirection(pair, measureEnergy(pair).change)).toBeCloseTo(1, 6);
    });
  });

  it('of training, which changes all, is little', () => {
    const base = { rows: 96, columns: 64, numbers: noise(96 * 64, 1) };
    const change = noise(96 * 64, 5);
    const model = { ...base, numbers: base.numbers.map((number, i) => number + (change[i] ?? 0) / 10) };
    return withPair([model, base], (pair) => {
      const [norm = 0, share = 0] = measured(measureEnergy(pair), pair);
      expect(Math.abs(norm - 0.1)).toBeLessThan(0.01);
      expect(share).toBeLessThan(0.1);
    });
  });

  it('is found in matrices that are read block by block', () => {
    const columns = 3000;
    const rows = Math.ceil((BLOCK_NUMBERS * 2.5) / columns);
    const base = { rows, columns, numbers: new Float32Array(rows * columns).fill(1) };
    const model = { ...base, numbers: withRankOne(base.numbers, columns, 0.1) };
    return withPair([model, base], (pair) => {
      expect(measureFirstDirection(pair, measureEnergy(pair).change)).toBeGreaterThan(0.999);
    });
  });
});

describe('hostile numbers', () => {
  const base = { rows: 16, columns: 16, numbers: noise(256, 1) };

  it.each([Number.NaN, Infinity])('that are %d give no finite norm', (number) =>
    withPair([{ ...base, numbers: base.numbers.fill(number, 3, 4) }, ones(16)], (pair) => {
      expect(Number.isFinite(measureEnergy(pair).change)).toBe(false);
    }),
  );

  it('in a file that was changed since it was read are refused', () =>
    withPair([base, ones(16)], async (pair) => {
      const other = { ...pair, model: { ...pair.model, sha256: '0'.repeat(64) } };
      expect(await thrownCode(() => measureEnergy(other))).toBe('MODEL_CHANGED');
      appendFileSync(pair.model.file.path, 'x');
      expect(await thrownCode(() => measureEnergy(pair))).toBe('MODEL_CHANGED');
    }));
});
