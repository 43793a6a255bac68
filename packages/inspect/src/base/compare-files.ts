// SPDX-License-Identifier: Apache-2.0
import type { InspectedFile, InspectedModel } from '../inspected-model.js';

/** Formats of files that cannot hold weights, or whose tensors are compared one by one. */
const WITHOUT_WEIGHTS = new Set([
  'safetensors',
  'gguf',
  'json',
  'text',
  'script',
  'sentencepiece',
  'png',
  'jpeg',
  'gif',
  'webp',
  'wav',
  'mp4',
]);

/** Files by which text becomes tokens. */
const TOKENIZER_NAMES = new Set([
  'tokenizer.json',
  'tokenizer.model',
  'spiece.model',
  'sentencepiece.bpe.model',
  'vocab.json',
  'vocab.txt',
  'merges.txt',
  'added_tokens.json',
  'special_tokens_map.json',
]);

/** Files that are not as in the base. Names are attacker-controlled. */
export interface FileDifference {
  /** they may hold weights, and tensors in them are not compared */
  readonly weights: readonly string[];
  readonly tokenizer: readonly string[];
}

/** Compares files as a whole whose content is not compared otherwise. */
export function compareFiles(model: InspectedModel, base: InspectedModel): FileDifference {
  const digests = new Set(base.files.map(({ sha256 }) => sha256));
  const byName = new Map(base.files.map((file) => [file.name, file.sha256]));
  const weights = model.files.filter((file) => mayHoldWeights(file) && !digests.has(file.sha256));
  const tokenizer = model.files.filter(
    ({ name, sha256 }) => TOKENIZER_NAMES.has(name) && byName.has(name) && byName.get(name) !== sha256,
  );
  return { weights: weights.map(({ name }) => name), tokenizer: tokenizer.map(({ name }) => name) };
}

const mayHoldWeights = ({ sizeBytes, reading }: InspectedFile): boolean =>
  sizeBytes > 0 && reading.parts.some(({ path, format }) => path.length === 0 && !WITHOUT_WEIGHTS.has(format));
