// SPDX-License-Identifier: Apache-2.0
import type { InspectedModel } from '../inspected-model.js';
import { pairTensors, type TensorPair } from './pair-tensors.js';
import { placedTensors, type PlacedTensor } from './placed-tensors.js';

/** How a tensor of the model stands to that of the base; `unknown`: one of them has no digest. */
export const TENSOR_STATES = ['same', 'changed', 'added', 'removed', 'reshaped', 'retyped', 'unknown'] as const;
export type TensorState = (typeof TENSOR_STATES)[number];

/** A pair, and what it comes to. */
export interface ComparedTensor extends TensorPair {
  readonly state: TensorState;
}

/** What tensors of a model and of its base have in common, and what not. */
export interface TensorDifference {
  /** every tensor of either */
  readonly tensors: readonly ComparedTensor[];
  readonly counts: Readonly<Record<TensorState, number>>;
  /** a tensor of each name that several files of one folder have */
  readonly colliding: readonly PlacedTensor[];
  /** files of which not all tensors could be compared */
  readonly incomplete: { readonly model: readonly string[]; readonly base: readonly string[] };
}

/** Compares all tensors of all files by name, shape, type and digest. */
export function compareTensors(model: InspectedModel, base: InspectedModel): TensorDifference {
  const ours = placedTensors(model);
  const theirs = placedTensors(base);
  const { pairs, colliding } = pairTensors(ours.tensors, theirs.tensors);
  const tensors = pairs.map((pair) => ({ ...pair, state: stateOf(pair) }));
  const count = (state: TensorState): number => tensors.filter((one) => one.state === state).length;
  const counts = Object.fromEntries(TENSOR_STATES.map((state) => [state, count(state)]));
  return {
    tensors,
    counts: counts as Record<TensorState, number>,
    colliding,
    incomplete: { model: ours.incomplete, base: theirs.incomplete },
  };
}

function stateOf({ model, base }: TensorPair): TensorState {
  if (model === undefined) return 'removed';
  if (base === undefined) return 'added';
  if (model.shape.length !== base.shape.length || model.shape.some((size, i) => size !== base.shape[i])) {
    return 'reshaped';
  }
  if (model.dtype !== base.dtype) return 'retyped';
  if (model.sha256 === undefined || base.sha256 === undefined) return 'unknown';
  return model.sha256 === base.sha256 ? 'same' : 'changed';
}
