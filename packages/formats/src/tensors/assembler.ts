// SPDX-License-Identifier: Apache-2.0
// As much of the binary format of WebAssembly as the scan of tensors needs.
// See https://webassembly.github.io/spec/core/binary/

/** Instructions, as bytes. */
export type Code = readonly number[];

const I32 = 0x7f;
const V128 = 0x7b;
const SIMD = 0xfd;

/** An unsigned number in LEB128. */
const leb = (value: number): Code =>
  value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...leb(Math.floor(value / 0x80))];
const vector = (items: readonly Code[]): Code => [...leb(items.length), ...items.flat()];
const named = (name: string): Code => [...leb(name.length), ...Buffer.from(name)];
const section = (id: number, content: Code): Code => [id, ...leb(content.length), ...content];

export const getLocal = (index: number): Code => [0x20, ...leb(index)];
export const setLocal = (index: number): Code => [0x21, ...leb(index)];
export const teeLocal = (index: number): Code => [0x22, ...leb(index)];
/** @param value - from 0 to 63 */
export const constant = (value: number): Code => [0x41, value];
export const add: Code = [0x6a];
export const lessUnsigned: Code = [0x49];
/** Runs a body again as long as it leaves 1. */
export const loop = (body: Code): Code => [0x03, 0x40, ...body, 0x0d, 0, 0x0b];

/** A vector of 128 bits at an address, which need not be aligned. */
export const loadVector = (offset: number): Code => [SIMD, 0, 0, ...leb(offset)];
export const storeVector = (offset: number): Code => [SIMD, 11, 0, ...leb(offset)];
/** Any instruction on vectors without operands of its own, by its number. */
export const simd = (opcode: number): Code => [SIMD, ...leb(opcode)];

/** A function of three addresses, with nothing to return. */
export interface ModuleFunction {
  readonly name: string;
  /** local variables that are vectors: their indices begin at 3 */
  readonly vectors: number;
  readonly body: Code;
}

/** A module that imports a memory as `env.memory` and exports functions. */
export function assembleModule(functions: readonly ModuleFunction[]): Uint8Array<ArrayBuffer> {
  const code = functions.map(({ vectors, body }) => {
    const bytes = [...vector([[...leb(vectors), V128]]), ...body, 0x0b];
    return [...leb(bytes.length), ...bytes];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([[0x60, ...vector([[I32], [I32], [I32]]), 0]])),
    ...section(2, vector([[...named('env'), ...named('memory'), 0x02, 0, 0]])),
    ...section(3, vector(functions.map(() => [0]))),
    ...section(7, vector(functions.map(({ name }, index) => [...named(name), 0, ...leb(index)]))),
    ...section(10, vector(code)),
  ]);
}
