// SPDX-License-Identifier: Apache-2.0
import type { ComparedTensor } from './compare-tensors.js';

/** How far a tensor is from that of the base. */
export interface TensorMeasure {
  /** Frobenius norm of the change over that of the base; 1 where the base is all zeros */
  readonly relativeNorm: number;
  /** part of the squared norm of the change that its first singular direction has, 0 to 1; of matrices, where it was looked for */
  readonly firstDirection?: number;
}

/** What was measured of tensors that differ. */
export type TensorMeasures = ReadonlyMap<ComparedTensor, TensorMeasure>;

/** Longest row of a matrix: three vectors of that length are held while it is measured, 32 MiB each. */
export const MAX_COLUMNS = 4 * 1024 * 1024;

/**
 * Rows and columns of a tensor, flattened over its first axis: as optimisers and editors see it. Where rows would be too long, as
 * in stacks of experts, the axes that follow, but the last, count as rows, too: a change of one direction in one of the stack stays one.
 */
export function matrixOf([first = 1, ...rest]: readonly number[]): { readonly rows: number; readonly columns: number } {
  let rows = first;
  let columns = rest.reduce((product, size) => product * size, 1);
  for (const size of rest.slice(0, -1)) {
    if (columns <= MAX_COLUMNS) break;
    rows *= size;
    columns /= size;
  }
  return { rows, columns };
}

/** Matrices with fewer rows or columns have few directions, so that one of them always has much of a change. */
export const MIN_DIRECTIONS = 16;

/** Whether it says something that a change of a tensor has one direction. */
export function hasDirections({ model }: ComparedTensor): boolean {
  const { rows, columns } = matrixOf(model?.shape ?? []);
  return Math.min(rows, columns) >= MIN_DIRECTIONS;
}
