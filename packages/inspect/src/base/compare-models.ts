// SPDX-License-Identifier: Apache-2.0
import type { InspectedModel } from '../inspected-model.js';
import { compareConfigs, type ConfigDifference } from './compare-configs.js';
import { compareFiles, type FileDifference } from './compare-files.js';
import { compareTemplates, type TemplateDifference } from './compare-templates.js';
import { compareTensors, type TensorDifference } from './compare-tensors.js';
import type { TensorMeasures } from './tensor-measure.js';

/** Who says that the base is what it should be. */
export type BaseVerification = 'policy' | 'digest' | 'no';

/** All that a model and its base differ in. */
export interface ModelDifference {
  readonly tensors: TensorDifference;
  readonly templates: readonly TemplateDifference[];
  readonly configs: readonly ConfigDifference[];
  readonly files: FileDifference;
}

/** As far as a base was looked at. */
export interface BaseDifference extends ModelDifference {
  readonly verified: BaseVerification;
  readonly measures: TensorMeasures;
}

/** Compares a model with its base by what their readers saw, digests of tensors included. */
export const compareModels = (model: InspectedModel, base: InspectedModel): ModelDifference => ({
  tensors: compareTensors(model, base),
  templates: compareTemplates(model, base),
  configs: compareConfigs(model, base),
  files: compareFiles(model, base),
});
