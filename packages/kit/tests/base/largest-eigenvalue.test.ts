// SPDX-License-Identifier: Apache-2.0
import { largestEigenvalue } from '../../src/base/largest-eigenvalue.js';

describe('the largest eigenvalue of a tridiagonal matrix', () => {
  it.each([
    ['of one row', [3], [], 3],
    ['of a diagonal', [1, 5, 2], [0, 0], 5],
    ['of two like rows', [2, 2], [1], 3],
    ['of the second difference', [2, 2, 2], [1, 1], 2 + Math.SQRT2],
    ['of noughts', [0, 0], [0], 0],
  ])('%s is known', (_, diagonal, beside, expected) => {
    expect(largestEigenvalue(diagonal, beside, 100)).toBeCloseTo(expected, 9);
  });
});
