// SPDX-License-Identifier: Apache-2.0

/** A value of metadata: a text, a number as u32, or a list of texts. */
export type GgufValue = string | number | readonly string[];

export interface GgufTensor {
  /** outermost first */
  readonly shape: readonly number[];
  /** number of the type, and bytes of all */
  readonly type: number;
  readonly sizeBytes: number;
}

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
const text = (value: string): Buffer => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);

function valueBytes(value: GgufValue): Buffer {
  if (typeof value === 'string') return Buffer.concat([u32(8), text(value)]);
  if (typeof value === 'number') return Buffer.concat([u32(4), u32(value)]);
  return Buffer.concat([u32(9), u32(8), u64(value.length), ...value.map(text)]);
}

const padded = (bytes: number): number => Math.ceil(bytes / 32) * 32;

/** A GGUF file of version 3, its tensors zeros. */
export function makeGguf(
  metadata: Readonly<Record<string, GgufValue>>,
  tensors: Readonly<Record<string, GgufTensor>> = {},
): Buffer {
  let offset = 0;
  const table = Object.entries(tensors).map(([name, { shape, type, sizeBytes }]) => {
    const line = [text(name), u32(shape.length), ...[...shape].reverse().map(u64), u32(type), u64(offset)];
    offset += padded(sizeBytes);
    return Buffer.concat(line);
  });
  const entries = Object.entries(metadata).map(([key, value]) => Buffer.concat([text(key), valueBytes(value)]));
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(3),
    u64(table.length),
    u64(entries.length),
    ...entries,
    ...table,
  ]);
  return Buffer.concat([head, Buffer.alloc(padded(head.length) - head.length), Buffer.alloc(offset)]);
}
