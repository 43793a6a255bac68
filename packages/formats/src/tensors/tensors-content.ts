// SPDX-License-Identifier: Apache-2.0
import type { TensorFacts } from './tensor-scan.js';

/** Tensors and what their file says of them. */
export interface TensorsContent {
  readonly kind: 'tensors';
  readonly format: 'safetensors' | 'gguf';
  /** in the order of the header */
  readonly tensors: readonly TensorDescription[];
  /** as many as the header has, or says it has */
  readonly tensorCount: number;
  readonly metadata: readonly TensorsMetadata[];
  /** `tensors` has all that the header describes, and `metadata` all names */
  readonly complete: boolean;
  readonly gguf?: GgufHeader;
  /** SHA-256 of all bytes behind the header, in hex: of safetensors whose metadata states it (see STATED_DATA_DIGESTS) */
  readonly dataSha256?: string;
}

/** One tensor as its file describes it. */
export interface TensorDescription {
  /** attacker-controlled */
  readonly name: string;
  /** as the format names it, such as `BF16` or `Q4_K` */
  readonly dtype: string;
  /** outermost first, `[]` is a scalar; GGUF writes it the other way round */
  readonly shape: readonly number[];
  /** in the part */
  readonly offset: number;
  readonly sizeBytes: number;
  /** of `F16`, `BF16`, `F32` and `F64`, where each number was looked at */
  readonly facts?: TensorFacts;
  /** id of the format of a program that its bytes begin as */
  readonly looksLike?: string;
  /** of its bytes, in hex, where that was asked for and no other tensor shares them */
  readonly sha256?: string;
}

/**
 * Keys of safetensors' metadata under which writers put the SHA-256 of all bytes behind the header, in hex.
 *
 * @see https://github.com/Stability-AI/ModelSpec (`hash_sha256`)
 * @see https://github.com/kohya-ss/sd-scripts/blob/main/library/train_util.py (`addnet_hash_safetensors`)
 */
export const STATED_DATA_DIGESTS: ReadonlySet<string> = new Set(['modelspec.hash_sha256', 'sshs_model_hash']);

/** What stands beside the tensors under one key. */
export interface TensorsMetadata {
  /** attacker-controlled */
  readonly key: string;
  /** such as `string`, `u32` or `string[]` */
  readonly type: string;
  /** undefined where it is too long; of an array the first items; integers beyond 2^53 as decimal text */
  readonly value?: MetadataScalar | readonly MetadataScalar[];
  /** items of an array */
  readonly count?: number;
}

export type MetadataScalar = string | number | boolean;

/** What only GGUF has. */
export interface GgufHeader {
  readonly version: number;
  readonly byteOrder: 'little' | 'big';
  /** bytes to a multiple of which each tensor is padded */
  readonly alignment: number;
}

/** Most tensors that are listed of one file; models with 60,000 exist. */
export const MAX_TENSORS = 200_000;
/** Most characters of all names that are listed. */
export const MAX_LISTED_CHARS = 32 * 1024 * 1024;
