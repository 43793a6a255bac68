// SPDX-License-Identifier: Apache-2.0
import type { ComparedTensor } from './compare-tensors.js';
import { kindOf, layerOf, TENSOR_KINDS, type TensorKind } from './tensor-names.js';
import type { TensorMeasures } from './tensor-measure.js';

/** BF16, the coarsest type that is measured, rounds to 2^-9 of a number: a conversion alone changes a tensor by less than that twice. */
export const ROUNDING = 2 ** -8;

/** Tensors of one layer, or of one module that is in none. */
export interface Layer {
  readonly name: string;
  readonly tensors: number;
  readonly edited: readonly ComparedTensor[];
}

/** Whether the numbers of a tensor are others; a change of type alone only rounds them. */
export function isEdited(tensor: ComparedTensor, measures: TensorMeasures): boolean {
  if (tensor.state !== 'retyped') return tensor.state === 'changed' || tensor.state === 'unknown';
  return (measures.get(tensor)?.relativeNorm ?? 0) > ROUNDING;
}

/** All layers of the model, in the order in which its files have them. */
export function layersOf(tensors: readonly ComparedTensor[], measures: TensorMeasures): readonly Layer[] {
  const layers = new Map<string, { name: string; tensors: number; edited: ComparedTensor[] }>();
  for (const tensor of tensors) {
    if (tensor.model === undefined) continue;
    const name = layerOf(tensor.model.name);
    const layer = layers.get(name) ?? { name, tensors: 0, edited: [] };
    layers.set(name, layer);
    layer.tensors++;
    if (isEdited(tensor, measures)) layer.edited.push(tensor);
  }
  return [...layers.values()];
}

/** Kinds of tensors among some. */
export function kindsOf(tensors: readonly ComparedTensor[]): readonly TensorKind[] {
  const found = new Set(tensors.map(({ model }) => kindOf(model?.name ?? '')));
  return TENSOR_KINDS.filter((kind) => found.has(kind));
}
