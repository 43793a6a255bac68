// SPDX-License-Identifier: Apache-2.0
import type { AuditRule } from './rule.js';
import { dtypeDiffers, quantizationNotThere, quantizationNotTold } from './bytes/number-types.js';
import { parametersDiffer } from './bytes/parameters.js';
import { embeddingRows, embeddingWidth, layersDiffer, tiedEmbeddings, vocabularyDiffers } from './bytes/shapes.js';
import { indexTotal, shardMissing, shardNotListed } from './bytes/shards.js';

export const bytesRules: readonly AuditRule[] = [
  parametersDiffer,
  dtypeDiffers,
  quantizationNotThere,
  quantizationNotTold,
  embeddingRows,
  embeddingWidth,
  layersDiffer,
  tiedEmbeddings,
  vocabularyDiffers,
  indexTotal,
  shardMissing,
  shardNotListed,
];
