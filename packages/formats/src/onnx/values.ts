// SPDX-License-Identifier: Apache-2.0
import type { Message } from '../protobuf/message.js';
import { shownText } from '../reading/bounded.js';
import type { OnnxValue } from './content.js';

/** What is kept of the types of values: as much as tells an input, and no names of axes. */
export const KEPT_OF_VALUES = {
  'ValueInfoProto.name': 256,
  'ValueInfoProto.type': 1,
  'TypeProto.tensor_type': 1,
  'TypeProto.sequence_type': 1,
  'TypeProto.map_type': 1,
  'TypeProto.optional_type': 1,
  'TypeProto.sparse_tensor_type': 1,
  'TypeProto.opaque_type': 1,
  'TypeProto.Tensor.elem_type': 1,
  'TypeProto.Tensor.shape': 1,
  'TensorShapeProto.dim': 1,
  'TensorShapeProto.Dimension.dim_value': 1,
  'TensorShapeProto.Dimension.dim_param': 128,
};

const KINDS = [
  ['sequence_type', 'sequence'],
  ['map_type', 'map'],
  ['optional_type', 'optional'],
  ['sparse_tensor_type', 'sparse'],
  ['opaque_type', 'opaque'],
] as const;

/** @param value - a ValueInfoProto */
export function readValue(value: Message): OnnxValue {
  const name = shownText(value.text('name'));
  const type = value.messages('type').at(-1);
  const kind = KINDS.find(([field]) => (type?.messages(field).length ?? 0) > 0)?.[1];
  const tensor = type?.messages('tensor_type').at(-1);
  const shape = tensor?.messages('shape').at(-1);
  return {
    name,
    ...(kind !== undefined && { kind }),
    elementType: tensor?.number('elem_type') ?? 0,
    ...(shape !== undefined && { shape: shape.messages('dim').map(dimension) }),
  };
}

const dimension = (dim: Message): number | string => dim.number('dim_value') ?? shownText(dim.text('dim_param'), 128);
