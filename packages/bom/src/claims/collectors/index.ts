// SPDX-License-Identifier: Apache-2.0
import type { Collector } from '../collector.js';
import { adapterConfig } from './adapter-config.js';
import { card } from './card.js';
import { citation } from './citation.js';
import { config } from './config.js';
import { croissant } from './croissant.js';
import { datasetCard } from './dataset-card.js';
import { diffusers } from './diffusers.js';
import { environment } from './environment.js';
import { evalResults } from './eval-results.js';
import { generationConfig } from './generation-config.js';
import { gguf } from './gguf.js';
import { licenseText } from './license-text.js';
import { mergekit } from './mergekit.js';
import { mlmodel } from './mlmodel.js';
import { onnx } from './onnx.js';
import { opaque } from './opaque.js';
import { parquet } from './parquet.js';
import { safetensors } from './safetensors.js';
import { sentenceTransformers } from './sentence-transformers.js';
import { tokenizerConfig } from './tokenizer-config.js';
import { tokenizer } from './tokenizer.js';
import { trainerState } from './trainer-state.js';

/** Every collector, in the order in which claims are told. */
// prettier-ignore: one a line, for those who add to it
export const COLLECTORS: readonly Collector[] = [
  card,
  config,
  generationConfig,
  tokenizerConfig,
  tokenizer,
  adapterConfig,
  trainerState,
  safetensors,
  gguf,
  onnx,
  mlmodel,
  environment,
  diffusers,
  sentenceTransformers,
  evalResults,
  mergekit,
  croissant,
  datasetCard,
  parquet,
  licenseText,
  citation,
  opaque,
];
