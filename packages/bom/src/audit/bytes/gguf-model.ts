// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { TensorDescription } from '@mpk/formats';
import { GGUF_FILE_TYPES } from '../../claims/tensors/gguf-file-types.js';
import { ggufMetadata, numberIn, textIn, type GgufMetadata } from '../../claims/tensors/gguf-metadata.js';
import type { ClaimName } from '../../claims/vocabulary.js';
import { baseNameOf } from '../../model-files.js';
import type { AuditedModel } from '../audited-model.js';
import { declared, tensorFact } from '../facts.js';
import { fileOf, ggufWeights } from './weight-groups.js';

/** A model in GGUF, in one file or several. */
export interface GgufModel {
  /** the first, whose header speaks for all */
  readonly file: string;
  readonly baseName: string;
  readonly architecture: string;
  readonly metadata: GgufMetadata;
  readonly tensors: readonly TensorDescription[];
  /** how most weights are stored, as the header says */
  readonly fileType: string | undefined;
  /** the one of its files that a tensor lies in */
  readonly fileOf: (tensor: TensorDescription) => string;
}

/** Models alone: projectors of pictures, adapters and matrices of importance have other headers. */
export const ggufModels = (model: AuditedModel): readonly GgufModel[] =>
  ggufWeights(model).flatMap((weights): readonly GgufModel[] => {
    const { file, content } = weights.first;
    const metadata = ggufMetadata(content);
    const architecture = textIn(metadata, 'general.architecture');
    const type = textIn(metadata, 'general.type') ?? 'model';
    if (architecture === undefined || architecture === 'clip' || type !== 'model') return [];
    return [
      {
        file: file.name,
        baseName: baseNameOf(file),
        architecture,
        metadata,
        tensors: weights.tensors,
        fileType: GGUF_FILE_TYPES.get(numberIn(metadata, 'general.file_type') ?? -1),
        fileOf: (tensor) => fileOf(weights, tensor),
      },
    ];
  });

/** A size below the name of the architecture. */
export const sizeOf = ({ architecture, metadata }: GgufModel, key: string): number | undefined =>
  numberIn(metadata, `${architecture}.${key}`);

/** That the header says a size. */
export const ggufStates = ({ file, architecture }: GgufModel, key: string, claim: ClaimName, value: number): Claim =>
  declared(claim, value, { file, pointer: `${architecture}.${key}` });

/** As {@link tensorFact}, of one of its tensors. */
export const ggufFact = (gguf: GgufModel, tensor: TensorDescription): Claim => tensorFact(gguf.fileOf(tensor), tensor);
