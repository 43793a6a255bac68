// SPDX-License-Identifier: Apache-2.0

/** A tensor of a file that is written. */
export interface WrittenTensor {
  readonly dtype: 'F32' | 'BF16' | 'F16' | 'I8';
  readonly shape: readonly number[];
  readonly numbers: readonly number[] | Float32Array;
}

export type WrittenTensors = Readonly<Record<string, WrittenTensor>>;

/** Writes a safetensors file. */
export function makeSafetensors(tensors: WrittenTensors): Buffer {
  const pieces = Object.values(tensors).map(encode);
  let end = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape }], i) => [
      name,
      { dtype, shape, data_offsets: [end, (end += pieces[i]?.length ?? 0)] },
    ]),
  );
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, ...pieces]);
}

function encode({ dtype, numbers }: WrittenTensor): Buffer {
  const floats = Float32Array.from(numbers);
  if (dtype === 'F32') return Buffer.from(floats.buffer);
  if (dtype === 'I8') return Buffer.from(Int8Array.from(numbers).buffer);
  const words = new Uint32Array(floats.buffer);
  if (dtype === 'BF16') {
    // Rounded to the nearest, halves up: what is at hand is enough.
    return Buffer.from(Uint16Array.from(words, (word) => (word + 0x8000) >>> 16).buffer);
  }
  return Buffer.from(Uint16Array.from(floats, halfOf).buffer);
}

/** Of ordinary numbers, small ones as 0; cut, not rounded. */
function halfOf(number: number): number {
  const [word = 0] = new Uint32Array(Float32Array.of(number).buffer);
  const exponent = ((word >>> 23) & 0xff) - 112;
  const sign = (word >>> 16) & 0x8000;
  return exponent <= 0 ? sign : sign | (exponent << 10) | ((word >>> 13) & 0x3ff);
}

/** Numbers around 0 by a seed, nearly Gaussian. */
export function noise(count: number, seed: number, size = 0.02): Float32Array {
  let state = seed * 2654435761 + 1;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  return Float32Array.from({ length: count }, () => size * (next() + next() + next() + next()) * 1.7);
}

/** `numbers + scale * u vᵀ`, with random u and v. */
export function withRankOne(numbers: Float32Array, columns: number, scale: number): Float32Array {
  const u = noise(numbers.length / columns, 77, 1);
  const v = noise(columns, 78, 1);
  return numbers.map((number, i) => number + scale * (u[Math.floor(i / columns)] ?? 0) * (v[i % columns] ?? 0));
}
