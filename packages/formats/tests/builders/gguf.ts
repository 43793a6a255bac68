// SPDX-License-Identifier: Apache-2.0

/** A value as GGUF writes it, its type first. */
export type GgufValue = Buffer;

export interface GgufTensor {
  readonly name: string;
  /** innermost first, as the file has it */
  readonly dimensions: readonly (number | bigint)[];
  readonly type: number;
  readonly offset: number | bigint;
}

export interface GgufOptions {
  readonly version?: number;
  readonly big?: boolean;
  readonly metadata?: readonly (readonly [key: string, value: (w: GgufWriter) => Buffer])[];
  readonly tensors?: readonly GgufTensor[];
  readonly tensorCount?: number | bigint;
  readonly data?: Uint8Array;
  /** to what the table is padded */
  readonly alignment?: number;
}

/** Writes the numbers and strings of one file. */
export class GgufWriter {
  constructor(
    readonly big: boolean,
    readonly version: number,
  ) {}

  u8 = (value: number): Buffer => Buffer.from([value]);

  u32(value: number): Buffer {
    const bytes = Buffer.alloc(4);
    if (this.big) bytes.writeUInt32BE(value);
    else bytes.writeUInt32LE(value);
    return bytes;
  }

  u64(value: number | bigint): Buffer {
    const bytes = Buffer.alloc(8);
    if (this.big) bytes.writeBigUInt64BE(BigInt(value));
    else bytes.writeBigUInt64LE(BigInt(value));
    return bytes;
  }

  size = (value: number | bigint): Buffer => (this.version === 1 ? this.u32(Number(value)) : this.u64(value));

  string(text: string | Uint8Array): Buffer {
    const bytes = Buffer.from(text as string);
    return Buffer.concat([this.size(bytes.length), bytes]);
  }
}

type Write = (w: GgufWriter) => Buffer;

export const u32 =
  (value: number): Write =>
  (w) =>
    Buffer.concat([w.u32(4), w.u32(value)]);
export const u64 =
  (value: number | bigint): Write =>
  (w) =>
    Buffer.concat([w.u32(10), w.u64(value)]);
export const bool =
  (value: number): Write =>
  (w) =>
    Buffer.concat([w.u32(7), w.u8(value)]);
export const text =
  (value: string | Uint8Array): Write =>
  (w) =>
    Buffer.concat([w.u32(8), w.string(value)]);
export const texts =
  (values: readonly string[]): Write =>
  (w) =>
    Buffer.concat([w.u32(9), w.u32(8), w.size(values.length), ...values.map((value) => w.string(value))]);
export const u32s =
  (values: readonly number[], count?: number | bigint): Write =>
  (w) =>
    Buffer.concat([w.u32(9), w.u32(4), w.size(count ?? values.length), ...values.map((value) => w.u32(value))]);
/** A value of any type number and bytes. */
export const raw =
  (type: number, bytes: Uint8Array = Buffer.alloc(0)): Write =>
  (w) =>
    Buffer.concat([w.u32(type), bytes]);

/** Writes a GGUF file with the lies that it is told to. */
export function makeGgufOf(options: GgufOptions = {}): Buffer {
  const { version = 3, big = false, metadata = [], tensors = [], data = Buffer.alloc(0), alignment = 32 } = options;
  const w = new GgufWriter(big, version);
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    w.u32(version),
    w.size(options.tensorCount ?? tensors.length),
    w.size(metadata.length),
    ...metadata.flatMap(([key, value]) => [w.string(key), value(w)]),
    ...tensors.flatMap(({ name, dimensions, type, offset }) => [
      w.string(name),
      w.u32(dimensions.length),
      ...dimensions.map((size) => w.size(size)),
      w.u32(type),
      w.u64(offset),
    ]),
  ]);
  return Buffer.concat([head, Buffer.alloc((alignment - (head.length % alignment)) % alignment), data]);
}
