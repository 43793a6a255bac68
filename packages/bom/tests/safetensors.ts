// SPDX-License-Identifier: Apache-2.0

const BITS: Readonly<Record<string, number>> = { F32: 32, BF16: 16, F16: 16, I32: 32, U8: 8, I64: 64, F8_E4M3: 8 };

/** A safetensors file of zeros: tensors by name, each a type and a shape. */
export function makeSafetensors(
  tensors: Readonly<Record<string, readonly [dtype: string, ...shape: number[]]>>,
  metadata?: Readonly<Record<string, string>>,
): Buffer {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, [dtype, ...shape]]) => {
    const begin = end;
    end += (shape.reduce((all, size) => all * size, 1) * (BITS[dtype] ?? 8)) / 8;
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const;
  });
  const header = { ...(metadata && { __metadata__: metadata }), ...Object.fromEntries(entries) };
  return makeSafetensorsOf(header, end);
}

/** One with any header. */
export function makeSafetensorsOf(header: object, dataBytes: number): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(dataBytes)]);
}
