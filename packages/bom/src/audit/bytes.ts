// SPDX-License-Identifier: Apache-2.0
import type { AuditRule } from './rule.js';
import { cardSizesDiffer } from './bytes/card-sizes.js';
import { expertsNotThere } from './bytes/experts.js';
import { ggufOfAnother } from './bytes/gguf-of-another.js';
import { quantizationTagDiffers } from './bytes/quantization-tags.js';
import { externalDataMissing } from './bytes/external-data.js';
import { quantizationDiffers, quantizationNotThere } from './bytes/gguf-quantization.js';
import { ggufSizesDiffer } from './bytes/gguf-sizes.js';
import { adapterDiffers } from './bytes/lora.js';
import { dtypeDiffers, quantizationNotTold } from './bytes/number-types.js';
import { parametersDiffer } from './bytes/parameters.js';
import { projectionsDiffer } from './bytes/projections.js';
import { layersDiffer } from './bytes/layers.js';
import { embeddingRows, embeddingWidth, tiedEmbeddings, vocabularyDiffers } from './bytes/shapes.js';
import { labelsDiffer } from './bytes/heads.js';
import { indexTotal } from './bytes/index-total.js';
import { shardMissing, shardNotListed } from './bytes/shard-files.js';
import { shardTensorsDiffer } from './bytes/shard-tensors.js';
import { endTokenDiffers, tokenOutside } from './bytes/special-tokens.js';
import { lengthDiffers, tokenizerKindDiffers } from './bytes/tokenizers.js';
import { statedDigestDiffers } from './bytes/stated-digests.js';
import { weightsMissing, weightsNotThere } from './bytes/absent-weights.js';

export const bytesRules: readonly AuditRule[] = [
  weightsNotThere,
  weightsMissing,
  parametersDiffer,
  dtypeDiffers,
  quantizationNotThere,
  quantizationDiffers,
  quantizationNotTold,
  quantizationTagDiffers,
  ggufSizesDiffer,
  ggufOfAnother,
  embeddingRows,
  embeddingWidth,
  layersDiffer,
  cardSizesDiffer,
  expertsNotThere,
  projectionsDiffer,
  tiedEmbeddings,
  labelsDiffer,
  vocabularyDiffers,
  tokenOutside,
  endTokenDiffers,
  tokenizerKindDiffers,
  lengthDiffers,
  indexTotal,
  shardMissing,
  shardTensorsDiffer,
  shardNotListed,
  externalDataMissing,
  adapterDiffers,
  statedDigestDiffers,
];
