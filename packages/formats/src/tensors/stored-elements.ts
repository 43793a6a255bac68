// SPDX-License-Identifier: Apache-2.0
import { GGML_TYPES, type GgmlType } from '../gguf/ggml-types.js';
import { DTYPE_BITS } from '../safetensors/dtypes.js';
import type { TensorDescription, TensorsContent } from './tensors-content.js';

/**
 * How many elements the bytes of a tensor hold.
 *
 * @returns undefined where its type is not known, where its shape and its size disagree, and beyond 2^53
 */
export function storedElements(
  format: TensorsContent['format'],
  { dtype, shape, sizeBytes }: Pick<TensorDescription, 'dtype' | 'shape' | 'sizeBytes'>,
): number | undefined {
  const elements = shape.reduce((all, size) => all * BigInt(size), 1n);
  const bits = format === 'safetensors' ? safetensorsBits(dtype, elements) : ggmlBits(dtype, shape, elements);
  if (bits !== BigInt(sizeBytes) * 8n || elements > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  return Number(elements);
}

function safetensorsBits(dtype: string, elements: bigint): bigint | undefined {
  const bits = DTYPE_BITS.get(dtype);
  return bits === undefined ? undefined : elements * BigInt(bits);
}

/** Rows, the last dimension, are whole blocks. */
function ggmlBits(dtype: string, shape: readonly number[], elements: bigint): bigint | undefined {
  const type = BY_NAME.get(dtype);
  if (type === undefined || (shape.at(-1) ?? 1) % type.blockElements !== 0) return undefined;
  return (elements / BigInt(type.blockElements)) * BigInt(type.blockBytes) * 8n;
}

const BY_NAME: ReadonlyMap<string, GgmlType> = new Map([...GGML_TYPES.values()].map((type) => [type.name, type]));
