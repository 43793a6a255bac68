// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../../reading/drive.js';
import type { BackwardBits } from './backward-bits.js';

/** Tables of finite state entropy: a state stands for a symbol, and for the bits that tell the next state. */
export interface FseTable {
  /** states are 2^this */
  readonly accuracyBits: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly bases: Uint16Array;
}

/** What bounds a table. */
export interface FseLimits {
  readonly maxAccuracyBits: number;
  readonly maxSymbol: number;
}

/** A table of one symbol, for which no bits are read. */
export const singleSymbol = (symbol: number): FseTable => ({
  accuracyBits: 0,
  symbols: Uint8Array.of(symbol),
  bits: Uint8Array.of(0),
  bases: Uint16Array.of(0),
});

/**
 * Makes a table from how often each symbol occurs; -1 is less than once.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-4.1.1
 */
export function makeFseTable(counts: readonly number[], accuracyBits: number): FseTable {
  const size = 1 << accuracyBits;
  const symbols = new Uint8Array(size);
  const next = new Uint16Array(counts.length);
  let top = size;
  counts.forEach((count, symbol) => {
    if (count === -1) symbols[--top] = symbol;
    next[symbol] = Math.abs(count);
  });
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  counts.forEach((count, symbol) => {
    for (let i = 0; i < count; i++) {
      symbols[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at >= top);
    }
  });
  const bits = new Uint8Array(size);
  const bases = new Uint16Array(size);
  symbols.forEach((symbol, state) => {
    const count = next[symbol] ?? 1;
    next[symbol] = count + 1;
    const width = accuracyBits - (31 - Math.clz32(count));
    bits[state] = width;
    bases[state] = (count << width) - size;
  });
  return { accuracyBits, symbols, bits, bases };
}

/** Reads a table from the beginning of bytes. @returns it, and how many bytes it takes @throws Malformed */
export function readFseTable(bytes: Buffer, limits: FseLimits): readonly [table: FseTable, sizeBytes: number] {
  const input = new ForwardBits(bytes);
  const accuracyBits = input.read(4) + 5;
  if (accuracyBits > limits.maxAccuracyBits) throw new Malformed('a table of Zstandard');
  const counts: number[] = [];
  let left = 1 << accuracyBits;
  while (left > 0) {
    if (counts.length > limits.maxSymbol) throw new Malformed('a table of Zstandard');
    const count = readCount(input, left);
    left -= Math.abs(count);
    counts.push(count);
    if (count === 0) readZeros(input, counts);
  }
  if (counts.length > limits.maxSymbol + 1 || input.sizeBytes > bytes.length)
    throw new Malformed('a table of Zstandard');
  return [makeFseTable(counts, accuracyBits), input.sizeBytes];
}

/** The smaller values are written in one bit less. */
function readCount(input: ForwardBits, left: number): number {
  const width = 32 - Math.clz32(left + 1);
  const low = (1 << (width - 1)) - 1;
  const short = (1 << width) - 1 - (left + 1);
  const value = input.peek(width);
  if ((value & low) < short) {
    input.skip(width - 1);
    return (value & low) - 1;
  }
  input.skip(width);
  return (value > low ? value - short : value) - 1;
}

/** How many more symbols do not occur. */
function readZeros(input: ForwardBits, counts: number[]): void {
  for (;;) {
    const zeros = input.read(2);
    for (let i = 0; i < zeros; i++) counts.push(0);
    if (zeros < 3 || counts.length > 256) return;
  }
}

/** Bits of bytes, the lowest first; zeros follow the end. */
class ForwardBits {
  #bit = 0;

  constructor(private readonly bytes: Buffer) {}

  /** Bytes that were begun. */
  get sizeBytes(): number {
    return (this.#bit + 7) >> 3;
  }

  peek(count: number): number {
    const { bytes } = this;
    const i = this.#bit >> 3;
    const word =
      (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24);
    return (word >>> (this.#bit & 7)) & ((1 << count) - 1);
  }

  skip(count: number): void {
    this.#bit += count;
  }

  read(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }
}

/** One state, which goes from symbol to symbol. */
export class FseState {
  #state: number;

  constructor(
    private readonly table: FseTable,
    private readonly bits: BackwardBits,
  ) {
    this.#state = bits.read(table.accuracyBits);
  }

  get symbol(): number {
    return this.table.symbols[this.#state] ?? 0;
  }

  next(): void {
    const { bases, bits } = this.table;
    this.#state = (bases[this.#state] ?? 0) + this.bits.read(bits[this.#state] ?? 0);
  }
}
