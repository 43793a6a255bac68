// SPDX-License-Identifier: Apache-2.0
export { compareModels } from './compare-models.js';
export type { BaseDifference, BaseVerification, ModelDifference } from './compare-models.js';
export type { ComparedTensor } from './compare-tensors.js';
export { isEdited, layersOf } from './edited-layers.js';
export type { Layer } from './edited-layers.js';
export type { PlacedTensor } from './placed-tensors.js';
export { hasDirections, MAX_COLUMNS, matrixOf } from './tensor-measure.js';
export type { TensorMeasure, TensorMeasures } from './tensor-measure.js';
