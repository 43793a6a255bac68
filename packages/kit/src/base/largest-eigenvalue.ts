// SPDX-License-Identifier: Apache-2.0

/** Halvings of an interval: to 2^-50 of its length. */
const STEPS = 50;

/**
 * The largest eigenvalue of a symmetric tridiagonal matrix, by bisection: how many are below a number shows in the signs of
 * pivots (Sturm).
 *
 * @param beside - what stands beside the diagonal, one less than the diagonal has
 * @param most - no eigenvalue is larger
 */
export function largestEigenvalue(diagonal: readonly number[], beside: readonly number[], most: number): number {
  let low = 0;
  let high = most;
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (areAllBelow(middle, diagonal, beside)) high = middle;
    else low = middle;
  }
  return low;
}

function areAllBelow(limit: number, diagonal: readonly number[], beside: readonly number[]): boolean {
  let pivot = 1;
  for (const [i, value] of diagonal.entries()) {
    const side = beside[i - 1] ?? 0;
    pivot = value - limit - (side * side) / pivot;
    if (!(pivot < 0)) return false;
  }
  return true;
}
