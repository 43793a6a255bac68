// SPDX-License-Identifier: Apache-2.0

/** TensorProto.DataType of ONNX 1.23. */
export const ONNX_TYPES: readonly string[] = [
  'undefined',
  'float',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'int32',
  'int64',
  'string',
  'bool',
  'float16',
  'double',
  'uint32',
  'uint64',
  'complex64',
  'complex128',
  'bfloat16',
  'float8e4m3fn',
  'float8e4m3fnuz',
  'float8e5m2',
  'float8e5m2fnuz',
  'uint4',
  'int4',
  'float4e2m1',
  'float8e8m0',
  'uint2',
  'int2',
  'float6e2m3',
  'float6e3m2',
];

/** What safetensors calls them, so that tensors of both are told alike. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['float', 'F32'],
  ['double', 'F64'],
  ['float16', 'F16'],
  ['bfloat16', 'BF16'],
  ['complex64', 'C64'],
  ['float8e4m3fn', 'F8_E4M3'],
  ['float8e5m2', 'F8_E5M2'],
  ['bool', 'BOOL'],
]);

/** `F32`, `I64`; of what has no name there, that of ONNX. */
export function tensorType(type: number): string {
  const name = ONNX_TYPES[type] ?? `type ${type}`;
  return SHORT.get(name) ?? name.replace(/^u?int(?=\d)/, (kind) => (kind === 'int' ? 'I' : 'U'));
}
