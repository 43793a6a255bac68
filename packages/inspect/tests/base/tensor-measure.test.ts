// SPDX-License-Identifier: Apache-2.0
import { MAX_COLUMNS, matrixOf } from '../../src/base/tensor-measure.js';

describe('a tensor as a matrix', () => {
  it.each([
    [[], 1, 1],
    [[7], 7, 1],
    [[3, 4], 3, 4],
    [[64, 3, 7, 7], 64, 147],
    [[0, 4], 0, 4],
    [[4, 0], 4, 0],
    [[16, 5120, 16384], 16 * 5120, 16384],
    [[2, MAX_COLUMNS + 1], 2, MAX_COLUMNS + 1],
  ])('of the shape %j has %i rows and %i columns', (shape, rows, columns) => {
    expect(matrixOf(shape)).toEqual({ rows, columns });
  });
});
