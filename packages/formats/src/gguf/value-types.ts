// SPDX-License-Identifier: Apache-2.0

/** A number or truth value of metadata. */
export interface FixedType {
  readonly name: string;
  readonly sizeBytes: number;
  readonly read: (bytes: Buffer, big: boolean) => number | boolean | string;
}

/** 64-bit integers that a number cannot hold are decimal text. */
const wide = (value: bigint): number | string =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value.toString();

/** Types of metadata of a fixed size, by the number that stands in files. */
export const FIXED_TYPES: ReadonlyMap<number, FixedType> = new Map<number, FixedType>([
  [0, { name: 'u8', sizeBytes: 1, read: (bytes) => bytes.readUInt8() }],
  [1, { name: 'i8', sizeBytes: 1, read: (bytes) => bytes.readInt8() }],
  [2, { name: 'u16', sizeBytes: 2, read: (bytes, big) => (big ? bytes.readUInt16BE() : bytes.readUInt16LE()) }],
  [3, { name: 'i16', sizeBytes: 2, read: (bytes, big) => (big ? bytes.readInt16BE() : bytes.readInt16LE()) }],
  [4, { name: 'u32', sizeBytes: 4, read: (bytes, big) => (big ? bytes.readUInt32BE() : bytes.readUInt32LE()) }],
  [5, { name: 'i32', sizeBytes: 4, read: (bytes, big) => (big ? bytes.readInt32BE() : bytes.readInt32LE()) }],
  [6, { name: 'f32', sizeBytes: 4, read: (bytes, big) => (big ? bytes.readFloatBE() : bytes.readFloatLE()) }],
  [7, { name: 'bool', sizeBytes: 1, read: (bytes) => bytes.readUInt8() !== 0 }],
  [
    10,
    { name: 'u64', sizeBytes: 8, read: (bytes, big) => wide(big ? bytes.readBigUInt64BE() : bytes.readBigUInt64LE()) },
  ],
  [
    11,
    { name: 'i64', sizeBytes: 8, read: (bytes, big) => wide(big ? bytes.readBigInt64BE() : bytes.readBigInt64LE()) },
  ],
  [12, { name: 'f64', sizeBytes: 8, read: (bytes, big) => (big ? bytes.readDoubleBE() : bytes.readDoubleLE()) }],
]);

export const STRING_TYPE = 8;
export const ARRAY_TYPE = 9;
