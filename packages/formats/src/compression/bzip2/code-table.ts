// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../../reading/drive.js';
import type { BitReader } from './bit-reader.js';

/** Longest code. */
export const MAX_CODE_BITS = 20;

/** Canonical prefix codes: reads a symbol by the length of its code. */
export class CodeTable {
  /** by length: the first code that is longer, aligned to {@link MAX_CODE_BITS} */
  readonly #limits = new Uint32Array(MAX_CODE_BITS + 1);
  /** by length: what to subtract from a code for its place in {@link #symbols} */
  readonly #bases = new Int32Array(MAX_CODE_BITS + 1);
  readonly #symbols: Uint16Array;
  readonly #shortest: number;

  /** @param lengths - of the code of each symbol, 1 to {@link MAX_CODE_BITS} */
  constructor(lengths: Uint8Array) {
    const counts = new Uint16Array(MAX_CODE_BITS + 1);
    for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
    const places = new Uint16Array(MAX_CODE_BITS + 1);
    let code = 0;
    let place = 0;
    for (let length = 1; length <= MAX_CODE_BITS; length++) {
      const count = counts[length] ?? 0;
      places[length] = place;
      this.#bases[length] = code - place;
      code += count;
      place += count;
      this.#limits[length] = code * 2 ** (MAX_CODE_BITS - length);
      code *= 2;
    }
    this.#symbols = new Uint16Array(lengths.length);
    lengths.forEach((length, symbol) => {
      const at = places[length] ?? 0;
      this.#symbols[at] = symbol;
      places[length] = at + 1;
    });
    this.#shortest = Math.min(...lengths);
  }

  /** @throws Malformed when there is no such code */
  read(bits: BitReader): number {
    const code = bits.peek(MAX_CODE_BITS);
    for (let length = this.#shortest; length <= MAX_CODE_BITS; length++) {
      if (code >= (this.#limits[length] ?? 0)) continue;
      bits.skip(length);
      return this.#symbols[(code >>> (MAX_CODE_BITS - length)) - (this.#bases[length] ?? 0)] ?? 0;
    }
    throw new Malformed('no code of a bzip2 block');
  }
}
