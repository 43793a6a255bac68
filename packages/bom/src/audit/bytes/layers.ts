// SPDX-License-Identifier: Apache-2.0
import type { TensorDescription } from '@mpk/formats';
import { step } from '../../claims/values.js';
import { measured } from '../facts.js';
import type { AuditMatch, AuditRule } from '../rule.js';
import { isUniform, languageConfiguration } from './configuration.js';
import { layerTensor } from './layer-names.js';
import { topLevel } from './shapes.js';
import type { AuditedModel, NumberClaim } from '../audited-model.js';
import { CONSOLIDATED, consolidatedWeights, fileOf, mainWeights, type Weights } from './weight-groups.js';

/** `model.layers.31.`, `transformer.h.11.`, `blk.0.`, `encoder.layer.5.` */
const LAYER = /(?:^|\.)(?:layers?|h|blk|blocks?)\.(\d{1,5})\./;

export const layersDiffer: AuditRule = {
  id: 'layers-differ',
  theme: 'bytes',
  severity: 'high',
  description: 'There are fewer layers among the tensors than the configuration states, or more.',
  risk: 'Weights and configuration are of different models: what is missing is made up at random, and what is too much is left out.',
  fix: 'Get the missing files, or correct the configuration.',
  limits:
    'Too many are told of families whose layers are all alike: others have encoders beside decoders, and predict further tokens.',
  *check(model) {
    const [stated] = topLevel(model.numbers('layers'));
    if (stated === undefined || model.has('adapter')) return;
    const main = mainWeights(model);
    if (main !== undefined) yield* differenceIn(model, main, stated);
    // Mistral and Meta publish the same weights a second time, under names of their own.
    for (const weights of consolidatedWeights(model))
      if (weights.first.file !== main?.first.file) yield* differenceIn(model, weights, stated);
  },
};

function* differenceIn(model: AuditedModel, weights: Weights, stated: NumberClaim): Generator<AuditMatch> {
  const { tensors } = weights;
  // Those of a maker have towers for pictures beside them, whose layers have numbers as well.
  const isConsolidated = CONSOLIDATED.test(weights.first.file.name);
  const found = lastLayer(tensors, (name) =>
    isConsolidated ? (layerTensor(name)?.layer ?? -1) : Number(LAYER.exec(name)?.[1] ?? -1),
  );
  const configuration = languageConfiguration(model);
  const alike = configuration !== undefined && isUniform(configuration);
  const own = alike ? lastLayer(tensors, (name) => layerTensor(name)?.layer ?? -1) : undefined;
  const tooMany = own !== undefined && own.layer >= stated.value ? own : undefined;
  const last = tooMany ?? found;
  if (last === undefined || (tooMany === undefined && last.layer + 1 >= stated.value)) return;
  const count = last.layer + 1;
  const file = fileOf(weights, last.tensor);
  const counted = measured('layers', count, { file, pointer: step(last.tensor.name) });
  yield { message: `${count} layers among the tensors, stated are ${stated.value}`, evidence: [stated, counted] };
}

/** The first tensor of the last layer. */
export interface LastLayer {
  readonly layer: number;
  readonly tensor: TensorDescription;
}

/** @param layerOf - number of the layer that a name is of, from 0; less than 0 for none */
export function lastLayer(
  tensors: readonly TensorDescription[],
  layerOf: (name: string) => number,
): LastLayer | undefined {
  let last: LastLayer | undefined;
  for (const tensor of tensors) {
    const layer = layerOf(tensor.name);
    if (layer > (last?.layer ?? -1)) last = { layer, tensor };
  }
  return last;
}
