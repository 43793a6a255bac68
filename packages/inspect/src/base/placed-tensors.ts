// SPDX-License-Identifier: Apache-2.0
import type { TensorDescription } from '@mpk/formats';
import { partsOf, type InspectedModel } from '../inspected-model.js';

/** A tensor, and where in the model it lies. */
export interface PlacedTensor extends TensorDescription {
  /** model-relative name: attacker-controlled */
  readonly file: string;
  /** of its first byte in the file; undefined where it does not lie there as it is */
  readonly fileOffset?: number;
  /** numbers have their most significant byte first */
  readonly big: boolean;
}

/** All tensors of a model. */
export interface PlacedTensors {
  readonly tensors: readonly PlacedTensor[];
  /** files of which some tensors may not be listed, or may not lie where they should */
  readonly incomplete: readonly string[];
}

/** Every tensor of every safetensors and GGUF file, in the order of the files. */
export function placedTensors(model: InspectedModel): PlacedTensors {
  const tensors: PlacedTensor[] = [];
  const incomplete = new Set<string>();
  for (const { file, part, content } of partsOf(model, 'tensors')) {
    if (!content.complete || part.uninspected.length > 0) incomplete.add(file.name);
    const big = content.gguf?.byteOrder === 'big';
    for (const tensor of content.tensors) {
      const fileOffset = part.fileOffset === undefined ? undefined : part.fileOffset + tensor.offset;
      tensors.push({ ...tensor, file: file.name, big, ...(fileOffset !== undefined && { fileOffset }) });
    }
  }
  return { tensors, incomplete: [...incomplete] };
}
