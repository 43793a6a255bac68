// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { TensorDescription } from '@mpk/formats';
import { baseNameOf } from '../../model-files.js';
import { isWhole, tensorGroups, type TensorGroup } from '../../claims/tensors/tensor-group.js';
import type { AuditedModel } from '../audited-model.js';
import { tensorFact } from '../facts.js';

/** Weights that are read whole: every shard is there, and every tensor listed. */
export interface Weights {
  readonly format: TensorGroup['format'];
  /** the first, which speaks for all */
  readonly first: TensorGroup['files'][number];
  readonly files: TensorGroup['files'];
  readonly tensors: readonly TensorDescription[];
}

/** The file that a tensor of these weights lies in. */
export const fileOf = ({ first, files }: Pick<Weights, 'first' | 'files'>, tensor: TensorDescription): string =>
  (files.find(({ content }) => content.tensors.includes(tensor)) ?? first).file.name;

/** As {@link tensorFact}, of a tensor of these weights. */
export const factOf = (weights: Weights, tensor: TensorDescription): Claim =>
  tensorFact(fileOf(weights, tensor), tensor);

const weightsOf = (group: TensorGroup): readonly Weights[] => {
  const { format, files } = group;
  const [first] = [...files].sort((a, b) => (a.index ?? 1) - (b.index ?? 1));
  if (first === undefined || !isWhole(group) || !files.every(({ content }) => content.complete)) return [];
  return [{ format, first, files, tensors: files.flatMap(({ content }) => content.tensors) }];
};

/** What libraries call the weights of a model. */
const NAMED = /^(?:model|pytorch_model|diffusion_pytorch_model|consolidated)\b/;
const PICKLED = /^[^/]*\.(?:bin|pt|pth|ckpt|h5|msgpack)$/;

/** The weights that a `config.json` at the top speaks of, if they are safetensors and there is no doubt which they are. */
export const mainWeights = (model: AuditedModel): Weights | undefined =>
  tensorGroups(model.files)
    .filter(({ subject, format }) => subject === 'model' && format === 'safetensors')
    .flatMap(weightsOf)
    .find(({ first: { file } }) => {
      const name = baseNameOf(file);
      if (name.startsWith('adapter_model')) return false;
      // Beside weights that nobody reads another file may be a part, or a draft.
      return NAMED.test(name) || !model.hasFileLike(PICKLED);
    });

/** The weights whole, as their makers have them, beside those of a library. */
export const CONSOLIDATED = /^consolidated(?:[-.]\d{1,5}(?:-of-\d{1,5})?)?\.safetensors$/;

/** Those that lie at the top. */
export const consolidatedWeights = ({ files }: AuditedModel): readonly Weights[] =>
  tensorGroups(files)
    .filter(({ format, files: [first] }) => format === 'safetensors' && CONSOLIDATED.test(first?.file.name ?? ''))
    .flatMap(weightsOf);

/** Each GGUF model, in one file or several. */
export const ggufWeights = ({ files }: AuditedModel): readonly Weights[] =>
  tensorGroups(files)
    .filter(({ format }) => format === 'gguf')
    .flatMap(weightsOf);

/** Numbers that stand for themselves, one of them each weight: packed ones have other shapes than the weights. */
export const isUnpacked = ({ dtype }: Pick<TensorDescription, 'dtype'>): boolean =>
  /^(?:F64|F32|F16|BF16|F8_E4M3|F8_E5M2)$/.test(dtype);
