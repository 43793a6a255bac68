// SPDX-License-Identifier: Apache-2.0
import type { Message } from '../protobuf/message.js';

/** Bits of one element by `TensorProto.DataType`; those of STRING have no size. */
// prettier-ignore
const BITS: readonly (number | undefined)[] = [
  // UNDEFINED, FLOAT, UINT8, INT8, UINT16, INT16, INT32, INT64, STRING, BOOL
  undefined, 32, 8, 8, 16, 16, 32, 64, undefined, 8,
  // FLOAT16, DOUBLE, UINT32, UINT64, COMPLEX64, COMPLEX128, BFLOAT16, four FLOAT8s
  16, 64, 32, 64, 64, 128, 16, 8, 8, 8, 8,
  // UINT4, INT4, FLOAT4E2M1, FLOAT8E8M0, UINT2, INT2, FLOAT6E2M3, FLOAT6E3M2
  4, 4, 4, 8, 2, 2, 6, 6,
];

/** Bytes that `raw_data` of a TensorProto has by its type and shape; undefined where these say no size. */
export function tensorBytes(tensor: Message): number | undefined {
  const bits = BITS[tensor.number('data_type') ?? 0];
  if (bits === undefined) return undefined;
  const elements = tensor.numbers('dims').reduce((product, dim) => product * BigInt(Math.trunc(dim)), 1n);
  const bytes = Number((elements * BigInt(bits) + 7n) / 8n);
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : undefined;
}
