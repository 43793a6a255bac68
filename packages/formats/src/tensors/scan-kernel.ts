// SPDX-License-Identifier: Apache-2.0
import {
  add,
  assembleModule,
  constant,
  getLocal,
  lessUnsigned,
  loadVector,
  loop,
  setLocal,
  simd,
  storeVector,
  teeLocal,
  type Code,
} from './assembler.js';
import { wasm, type WasmMemory } from './web-assembly.js';

/** Where the vectors of a scan's state lie in it; `first`, `exponent` and `magnitude` are what numbers are compared with. */
export const STATE = {
  or: 0,
  differing: 16,
  infinite: 32,
  nan: 48,
  first: 64,
  exponent: 80,
  magnitude: 96,
  sizeBytes: 112,
} as const;

/** Numbers of instructions on lanes of so many bits. */
const LANES = {
  16: { equal: 45, greater: 49 },
  32: { equal: 55, greater: 59 },
  64: { equal: 214, greater: 217 },
} as const;
export type LaneBits = keyof typeof LANES;

const [AND, OR, XOR] = [simd(78), simd(80), simd(81)];
/** Bytes of a vector. */
export const STEP_BYTES = 16;

// Locals: three addresses, then vectors.
const [AT, END, STATE_AT] = [0, 1, 2];
const ACCUMULATORS = [
  [3, STATE.or],
  [4, STATE.differing],
  [5, STATE.infinite],
  [6, STATE.nan],
] as const;
const CONSTANTS = [
  [7, STATE.first],
  [8, STATE.exponent],
  [9, STATE.magnitude],
] as const;
const VALUE = 10;
const MAGNITUDE = 11;

const accumulate = (local: number, value: Code): Code => [...value, ...getLocal(local), ...OR, ...setLocal(local)];

/** Looks at one vector of numbers. Without its sign, a number is infinite as its exponent's mask, and not a number beyond that. */
const step = ({ equal, greater }: (typeof LANES)[LaneBits]): Code => [
  ...accumulate(3, [...getLocal(AT), ...loadVector(0), ...teeLocal(VALUE)]),
  ...accumulate(4, [...getLocal(VALUE), ...getLocal(7), ...XOR]),
  ...[...getLocal(VALUE), ...getLocal(9), ...AND, ...setLocal(MAGNITUDE)],
  ...accumulate(5, [...getLocal(MAGNITUDE), ...getLocal(8), ...simd(equal)]),
  ...accumulate(6, [...getLocal(MAGNITUDE), ...getLocal(8), ...simd(greater)]),
];

/** `scan(from, to, state)`: at least one vector. */
const scanBody = (bits: LaneBits): Code => [
  ...[...ACCUMULATORS, ...CONSTANTS].flatMap(([local, offset]) => [
    ...getLocal(STATE_AT),
    ...loadVector(offset),
    ...setLocal(local),
  ]),
  ...loop([
    ...step(LANES[bits]),
    ...[...getLocal(AT), ...constant(STEP_BYTES), ...add, ...teeLocal(AT)],
    ...[...getLocal(END), ...lessUnsigned],
  ]),
  ...ACCUMULATORS.flatMap(([local, offset]) => [...getLocal(STATE_AT), ...getLocal(local), ...storeVector(offset)]),
];

/** Scans vectors in a memory, from an address to another. */
export type Scan = (from: number, to: number, state: number) => void;

/** Compiles the scans for a memory: some microseconds, once. @returns undefined where there is no WebAssembly */
export function makeScans(memory: WasmMemory): Readonly<Record<LaneBits, Scan>> | undefined {
  if (wasm === undefined) return undefined;
  const bits = [16, 32, 64] as const;
  const functions = bits.map((one) => ({ name: `scan${one}`, vectors: 9, body: scanBody(one) }));
  const instance = new wasm.Instance(new wasm.Module(assembleModule(functions)), { env: { memory } });
  const { scan16, scan32, scan64 } = instance.exports as Record<'scan16' | 'scan32' | 'scan64', Scan>;
  return { 16: scan16, 32: scan32, 64: scan64 };
}
