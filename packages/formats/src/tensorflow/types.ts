// SPDX-License-Identifier: Apache-2.0
import type { Message } from '../protobuf/message.js';
import { messageTypes, type MessageType } from '../protobuf/schema.js';
import { TENSORFLOW_MESSAGES } from './messages.js';

/** Longest metadata of an object of Keras that is parsed. */
const MAX_METADATA_BYTES = 1024 * 1024;

const KEPT = {
  'SavedModel.saved_model_schema_version': 1,
  'MetaGraphDef.MetaInfoDef.tags': 256,
  'MetaGraphDef.MetaInfoDef.tensorflow_version': 256,
  'MetaGraphDef.SignatureDefEntry.key': 256,
  'AssetFileDef.filename': 4096,
  'NodeDef.name': 256,
  'NodeDef.op': 256,
  'OpDef.name': 256,
  'AttrValue.s': 4096,
  'AttrValue.ListValue.s': 4096,
  'TensorProto.dtype': 1,
  'TensorProto.tensor_shape': 1,
  'TensorProto.string_val': 4096,
  'TensorShapeProto.dim': 1,
  'TensorShapeProto.Dim.size': 1,
  'BundleHeaderProto.num_shards': 1,
  'BundleEntryProto.dtype': 1,
  'BundleEntryProto.shape': 1,
  'BundleEntryProto.shard_id': 1,
  'BundleEntryProto.offset': 1,
  'BundleEntryProto.size': 1,
  'BundleEntryProto.slices': 1,
  'SavedUserObject.identifier': 256,
  'SavedUserObject.metadata': MAX_METADATA_BYTES,
  'keras.SavedObject.node_path': 256,
  'keras.SavedObject.identifier': 256,
  'keras.SavedObject.metadata': MAX_METADATA_BYTES,
  'TrackableObjectGraph.TrackableObject.ObjectReference.local_name': 64,
  'FingerprintDef.saved_model_checksum': 1,
  'FingerprintDef.graph_def_program_hash': 1,
  'FingerprintDef.signature_def_hash': 1,
  'FingerprintDef.saved_object_graph_hash': 1,
};

let types: ReadonlyMap<string, MessageType> | undefined;

/** A message of TensorFlow, by its name. */
export function tensorflowType(name: keyof typeof TENSORFLOW_MESSAGES): MessageType {
  types ??= messageTypes(TENSORFLOW_MESSAGES, KEPT);
  return types.get(name) ?? { name, fields: new Map() };
}

/** Bits of one element by `DataType`; undefined for those that are not stored as plain bytes. */
// prettier-ignore
const BITS: readonly (number | undefined)[] = [
  // INVALID, FLOAT, DOUBLE, INT32, UINT8, INT16, INT8, STRING, COMPLEX64, INT64
  undefined, 32, 64, 32, 8, 16, 8, undefined, 64, 64,
  // BOOL, QINT8, QUINT8, QINT32, BFLOAT16, QINT16, QUINT16, UINT16, COMPLEX128, HALF
  8, 8, 8, 32, 16, 16, 16, 16, 128, 16,
  // RESOURCE, VARIANT, UINT32, UINT64, five FLOAT8s, INT4, UINT4, INT2, UINT2, FLOAT4: each in a byte of its own
  undefined, undefined, 32, 64, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
];

/** Bytes that `tensor_content` of a TensorProto has by its type and shape; undefined where these say no size. */
export const tensorContentBytes = (tensor: Message): number | undefined => tensorBytes(tensor, 'tensor_shape');

/** Bytes of elements by type and shape. @param shape - name of the field that says it */
export function tensorBytes(tensor: Message, shape: string): number | undefined {
  const bits = BITS[tensor.number('dtype') ?? 0];
  if (bits === undefined) return undefined;
  const dims = tensor.messages(shape)[0]?.messages('dim') ?? [];
  // A size of 0 is not written.
  const elements = dims.reduce((product, dim) => product * BigInt(Math.trunc(dim.number('size') ?? 0)), 1n);
  const bytes = Number(elements * BigInt(bits / 8));
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : undefined;
}
