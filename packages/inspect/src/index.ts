// SPDX-License-Identifier: Apache-2.0
export type { Check, CheckAbout } from './check.js';
export { ALLOW_LISTS } from './allowed/index.js';
export type { AllowList } from './allowed/index.js';
export { CHECKS } from './checks/index.js';
export { runChecks } from './engine.js';
export { MAX_ALIKE } from './fold.js';
export { inspect } from './inspect.js';
export { compareModels, hasDirections, isEdited, layersOf, matrixOf, MAX_COLUMNS } from './base/index.js';
export type {
  BaseDifference,
  BaseVerification,
  ComparedTensor,
  Layer,
  ModelDifference,
  PlacedTensor,
  TensorMeasure,
  TensorMeasures,
} from './base/index.js';
export type { InspectedFile, InspectedModel } from './inspected-model.js';
export { RULES } from './rules.js';
