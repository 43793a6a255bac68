// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../../reading/drive.js';
import { BackwardBits } from './backward-bits.js';
import { FseState, readFseTable } from './fse.js';

/** Longest code. */
const MAX_BITS = 11;
const MAX_WEIGHTS = 255;

/** Codes of literals: by the next {@link maxBits} bits, the symbol and the length of its code. */
export interface HuffmanTable {
  readonly maxBits: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
}

const malformed = (): Malformed => new Malformed('codes of literals of Zstandard');

/**
 * Reads a table from the beginning of bytes.
 *
 * @returns it, and how many bytes it takes
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-4.2.1
 */
export function readHuffmanTable(bytes: Buffer): readonly [table: HuffmanTable, sizeBytes: number] {
  const [header] = bytes;
  if (header === undefined) throw malformed();
  const weightBytes = header < 128 ? header : (header - 126) >> 1;
  const content = bytes.subarray(1, 1 + weightBytes);
  if (content.length < weightBytes) throw malformed();
  const weights = header < 128 ? readWeights(content) : plainWeights(content, header - 127);
  return [makeTable(weights), 1 + weightBytes];
}

const plainWeights = (bytes: Buffer, count: number): number[] =>
  Array.from({ length: count }, (_, i) => ((bytes[i >> 1] ?? 0) >> (i % 2 === 0 ? 4 : 0)) & 0x0f);

/** Two states take turns, until the bits are used up. */
function readWeights(bytes: Buffer): number[] {
  const [table, tableBytes] = readFseTable(bytes, { maxAccuracyBits: 6, maxSymbol: 255 });
  const bits = new BackwardBits(bytes.subarray(tableBytes));
  let [state, other] = [new FseState(table, bits), new FseState(table, bits)];
  const weights: number[] = [];
  for (;;) {
    weights.push(state.symbol);
    state.next();
    if (weights.length > MAX_WEIGHTS) throw malformed();
    if (bits.left < 0) break;
    [state, other] = [other, state];
  }
  weights.push(other.symbol);
  return weights;
}

/** The last weight is what makes the sum a power of two. */
function makeTable(weights: number[]): HuffmanTable {
  if (weights.length > MAX_WEIGHTS || weights.some((weight) => weight > MAX_BITS)) throw malformed();
  const sum = weights.reduce((total, weight) => total + (weight === 0 ? 0 : 2 ** (weight - 1)), 0);
  const maxBits = 32 - Math.clz32(sum);
  const left = 2 ** maxBits - sum;
  const last = Math.log2(left) + 1;
  if (sum === 0 || maxBits > MAX_BITS || !Number.isInteger(last)) throw malformed();
  const all = [...weights, last];
  const symbols = new Uint8Array(2 ** maxBits);
  const bits = new Uint8Array(2 ** maxBits);
  let at = 0;
  for (let weight = 1; weight <= maxBits; weight++) {
    all.forEach((own, symbol) => {
      if (own !== weight) return;
      const end = at + 2 ** (weight - 1);
      symbols.fill(symbol, at, end);
      bits.fill(maxBits + 1 - weight, at, end);
      at = end;
    });
  }
  return { maxBits, symbols, bits };
}

/** Decodes one stream, which gives all of `output` and ends with it. */
export function decodeHuffman(table: HuffmanTable, bytes: Buffer, output: Buffer): void {
  const bits = new BackwardBits(bytes);
  const { maxBits, symbols, bits: lengths } = table;
  for (let i = 0; i < output.length; i++) {
    const code = bits.read(maxBits);
    output[i] = symbols[code] ?? 0;
    bits.left += maxBits - (lengths[code] ?? 0);
  }
  if (bits.left !== 0) throw malformed();
}
