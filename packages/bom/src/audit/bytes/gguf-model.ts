// SPDX-License-Identifier: Apache-2.0
import type { TensorDescription } from '@mpk/formats';
import { GGUF_FILE_TYPES } from '../../claims/tensors/gguf-file-types.js';
import { ggufMetadata, numberIn, textIn, type GgufMetadata } from '../../claims/tensors/gguf-metadata.js';
import { baseNameOf } from '../../model-files.js';
import type { AuditedModel } from '../audited-model.js';
import { ggufWeights } from './weight-groups.js';

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
}

/** Models alone: projectors of pictures, adapters and matrices of importance have other headers. */
export const ggufModels = (model: AuditedModel): readonly GgufModel[] =>
  ggufWeights(model).flatMap(({ first: { file, content }, tensors }): readonly GgufModel[] => {
    const metadata = ggufMetadata(content);
    const architecture = textIn(metadata, 'general.architecture');
    const type = textIn(metadata, 'general.type') ?? 'model';
    if (architecture === undefined || architecture === 'clip' || type !== 'model') return [];
    const fileType = GGUF_FILE_TYPES.get(numberIn(metadata, 'general.file_type') ?? -1);
    return [{ file: file.name, baseName: baseNameOf(file), architecture, metadata, tensors, fileType }];
  });
