// SPDX-License-Identifier: Apache-2.0

/** Types of which differences are measured, by the bytes of a number. */
export const FLOAT_BYTES: ReadonlyMap<string, number> = new Map([
  ['F16', 2],
  ['BF16', 2],
  ['F32', 4],
]);

const LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * Reads the numbers of one piece of a tensor into `into`.
 *
 * @param bytes - begins at a multiple of 4 of its buffer; it is changed where its bytes are in another order than this machine's
 */
export function decodeFloats(dtype: string, bytes: Buffer, { into, big }: DecodeTarget): void {
  if (big === LITTLE) swap(dtype, bytes);
  if (dtype === 'F32') into.set(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4));
  else if (dtype === 'BF16') decodeBf16(bytes, into);
  else decodeF16(bytes, into);
}

export interface DecodeTarget {
  /** as long as there are numbers */
  readonly into: Float32Array;
  /** most significant byte first */
  readonly big: boolean;
}

function swap(dtype: string, bytes: Buffer): void {
  if (dtype === 'F32') bytes.swap32();
  else bytes.swap16();
}

/** The upper half of a F32. */
function decodeBf16(bytes: Buffer, into: Float32Array): void {
  const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  const words = new Uint32Array(into.buffer, into.byteOffset, into.length);
  for (let i = 0; i < halves.length; i++) words[i] = (halves[i] ?? 0) << 16;
}

let table: Float32Array | undefined;

function decodeF16(bytes: Buffer, into: Float32Array): void {
  const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  table ??= Float32Array.from({ length: 1 << 16 }, (_, bits) => floatOfHalf(bits));
  for (let i = 0; i < halves.length; i++) into[i] = table[halves[i] ?? 0] ?? 0;
}

/** A number of IEEE 754 binary16. */
function floatOfHalf(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const sign = bits >> 15 === 0 ? 1 : -1;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
