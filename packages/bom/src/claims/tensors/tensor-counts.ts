// SPDX-License-Identifier: Apache-2.0
import type { TensorDescription } from '@mpk/formats';
import { storedElements } from '@mpk/formats';
import type { TensorFile, TensorGroup } from './tensor-group.js';

/** What the tensors of a group are, counted from shapes that their bytes agree with. */
export interface TensorCounts {
  /** values by type, in the order of the names of types */
  readonly values: Readonly<Record<string, number>>;
  readonly tensors: number;
  /** a tensor that comes twice */
  readonly twice?: TensorTwice;
}

/** A tensor with the two files that hold one of its name. */
export interface TensorTwice {
  readonly name: string;
  readonly files: readonly [string, string];
}

/** Why nothing was counted: `too-large` a header that was not read whole, `malformed` one that its file does not bear out. */
export type CountFault = 'too-large' | 'malformed';

/**
 * Counts values by type.
 *
 * A header may say anything: only what lies within its file, and has as many bytes as its shape asks for, is counted. Tensors that
 * share bytes would be counted twice, so all of them together have to fit, too.
 */
export function countTensors({ format, files }: TensorGroup): TensorCounts | CountFault {
  const values = new Map<string, number>();
  const holders = new Map<string, string>();
  let twice: TensorTwice | undefined;
  for (const { file, content } of files) {
    if (!content.complete) return 'too-large';
    let bytes = 0;
    for (const tensor of content.tensors) {
      const elements = storedElements(format, tensor);
      bytes += tensor.sizeBytes;
      if (elements === undefined || tensor.offset + tensor.sizeBytes > file.sizeBytes) return 'malformed';
      values.set(tensor.dtype, (values.get(tensor.dtype) ?? 0) + elements);
      const holder = holders.get(tensor.name);
      if (holder !== undefined) twice ??= { name: tensor.name, files: [holder, file.name] };
      holders.set(tensor.name, file.name);
    }
    if (bytes > file.sizeBytes || content.tensors.length !== content.tensorCount) return 'malformed';
  }
  const sorted = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
  const tensors = files.reduce((all, { content }) => all + content.tensors.length, 0);
  return { values: Object.fromEntries(sorted), tensors, ...(twice !== undefined && { twice }) };
}

/** A tensor with the file that it lies in. */
export interface PlacedTensor extends TensorFile {
  readonly tensor: TensorDescription;
}

/** The first tensor of a group whose name fits. */
export function findTensor({ files }: TensorGroup, name: RegExp): PlacedTensor | undefined {
  for (const one of files) {
    const tensor = one.content.tensors.find((each) => name.test(each.name));
    if (tensor !== undefined) return { ...one, tensor };
  }
  return undefined;
}
