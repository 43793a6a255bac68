// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { isJsonObject, memberOf } from '@mpk/formats';
import type { AuditedModel } from '../audited-model.js';
import type { AuditMatch, AuditRule } from '../rule.js';
import { configJson } from './configuration.js';
import { ggufFact, ggufModels, type GgufModel } from './gguf-model.js';
import { fits, isFloat, labelFact, labelsOf, mainTensor, mainType, type Label } from './gguf-types.js';
import { isPlainFloat, typesOf } from './measured-types.js';

/** Methods by which weights become quantised when they are loaded, or may. */
const WHEN_LOADED = /^(?:none|bitsandbytes|torchao|quanto|bitnet)$/i;

export const quantizationNotThere: AuditRule = {
  id: 'quantization-not-there',
  theme: 'bytes',
  severity: 'high',
  description: 'It is said to be quantised, and no tensor is.',
  risk: 'Another model was published under this name, or it takes several times the memory that was planned for.',
  fix: 'Correct the name or the metadata, or publish the quantised weights.',
  limits: 'Methods that quantise when the model is loaded (bitsandbytes, torchao, quanto, BitNet) are passed over.',
  *check(model) {
    yield* notInWeights(model);
    for (const gguf of ggufModels(model)) {
      const labels = labelsOf(gguf).filter((label) => !isFloat(label));
      const [label] = labels;
      if (label === undefined || !isUnquantized(gguf) || hasFitting(gguf, labelsOf(gguf))) continue;
      const message = `${label.where} says ${label.text}, no tensor is quantised`;
      yield { message, file: gguf.file, evidence: bothSides(gguf, label) };
    }
  },
};

function* notInWeights(model: AuditedModel): Generator<AuditMatch> {
  const found = typesOf(model);
  if (found === undefined || found.types.length === 0 || !found.types.every(isPlainFloat) || isDense(model)) return;
  for (const claim of model.texts('quantization.method')) {
    // Those of GGUF files are types, and held against the tensors of each.
    if (claim.source.pointer === 'general.file_type' || WHEN_LOADED.test(claim.value)) continue;
    yield { message: `said to be quantised by ${claim.value}, no tensor is`, evidence: [claim, found.claim] };
  }
}

/** Where it is said, and a tensor that is of another type. */
function bothSides(gguf: GgufModel, label: Label): readonly Claim[] {
  const tensor = mainTensor(gguf) ?? gguf.tensors[0];
  return [labelFact(gguf, label), ...(tensor === undefined ? [] : [ggufFact(gguf, tensor)])];
}

/** What compressed-tensors writes where weights are sparse alone, or the cache is quantised and they are not. */
function isDense(model: AuditedModel): boolean {
  const quantization = memberOf(configJson(model), 'quantization_config');
  const groups = memberOf(quantization, 'config_groups');
  const isWithout = isJsonObject(groups) && groups.members.length === 0;
  return memberOf(quantization, 'format') === 'dense' || isWithout;
}

const isUnquantized = ({ tensors }: GgufModel): boolean =>
  tensors.length > 0 && tensors.every(({ dtype }) => isPlainFloat(dtype));

/** A name may have two labels: one is of the tables then. */
function hasFitting(gguf: GgufModel, labels: readonly Label[]): boolean {
  const type = mainType(gguf);
  return type === undefined || labels.some((label) => fits(label, type));
}

export const quantizationDiffers: AuditRule = {
  id: 'quantization-differs',
  theme: 'bytes',
  severity: 'medium',
  description: 'Most weights of a GGUF file are stored in another type than its name or its header says.',
  risk: 'It needs other memory, and answers better or worse than what it is taken for.',
  fix: 'Name the file for what it is, or quantise it as its name says.',
  limits:
    'Mixtures are known by what most weights in layers are: `Q4_K_M` of `Q4_K`. Of `UD-` and `_XL` one bit more or less is right, and `MXFP4` always.',
  *check(model) {
    for (const gguf of ggufModels(model)) {
      const type = mainType(gguf);
      if (type === undefined) continue;
      for (const where of ['the name', 'the header'] as const) {
        const labels = labelsOf(gguf).filter((label) => label.where === where);
        const [label] = labels;
        if (label === undefined || hasFitting(gguf, labels) || (isUnquantized(gguf) && !isFloat(label))) continue;
        const message = `${where} says ${label.text}, most weights are ${type}`;
        yield { message, file: gguf.file, evidence: bothSides(gguf, label) };
      }
    }
  },
};
