// SPDX-License-Identifier: Apache-2.0
import type { Message } from '../protobuf/message.js';
import type { OnnxInitializers } from './content.js';
import { tensorBytes } from './tensors.js';

const STRING = 8;
const EXTERNAL = 1;
/** Highest type that is counted by itself. */
const MAX_TYPE = 255;

/** Takes a TensorProto that ended, if it is an initializer of the model's own graph. */
export function countInitializer(into: OnnxInitializers, tensor: Message): void {
  if (!isInitializer(tensor)) return;
  const elements = elementsOf(tensor);
  const type = tensor.number('data_type') ?? 0;
  const isExternal = tensor.number('data_location') === EXTERNAL;
  if (elements === undefined || type < 1 || type > MAX_TYPE || !(isExternal || isBorneOut(tensor, elements, type))) {
    into.odd++;
    return;
  }
  into.tensors++;
  if (isExternal) into.externalBytes += tensorBytes(tensor) ?? Infinity;
  const known = into.elements.find((one) => one.type === type);
  if (known === undefined) into.elements.push({ type, count: elements });
  else known.count += elements;
}

/** One, or the values of a sparse one; not its indices. */
function isInitializer(tensor: Message): boolean {
  const isSparse = tensor.parent?.type.name === 'SparseTensorProto';
  if (isSparse && tensor.field?.name !== 'values') return false;
  const holder = (isSparse ? tensor.parent : undefined) ?? tensor;
  const graph = holder.parent;
  return (
    (holder.field?.name === 'initializer' || holder.field?.name === 'sparse_initializer') &&
    graph?.field?.name === 'graph' &&
    graph.parent?.type.name === 'ModelProto'
  );
}

function elementsOf(tensor: Message): number | undefined {
  const dims = tensor.numbers('dims');
  if (dims.some((dim) => !Number.isSafeInteger(dim) || dim < 0)) return undefined;
  const elements = dims.reduce((product, dim) => product * dim, 1);
  return Number.isSafeInteger(elements) ? elements : undefined;
}

/** Its own bytes are as many as its shape says, or more than none in the typed fields, which are packed in many ways. */
function isBorneOut(tensor: Message, elements: number, type: number): boolean {
  const raw = tensor.sizeBytes('raw_data');
  if (raw > 0) return raw === tensorBytes(tensor);
  if (elements === 0) return true;
  const typed = ['float_data', 'int32_data', 'int64_data', 'double_data', 'uint64_data'];
  const bytes = typed.reduce((all, name) => all + tensor.sizeBytes(name), 0);
  return type === STRING ? tensor.sizeBytes('string_data') > 0 : 8 * bytes >= elements;
}
