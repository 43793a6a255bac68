// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../../reading/drive.js';

const PROBABILITY_BITS = 11;
export const EVEN_PROBABILITY = 1 << (PROBABILITY_BITS - 1);
const MOVE_BITS = 5;
const TOP = 2 ** 24;

/** Bytes that a range coder begins with. */
export const RANGE_START_BYTES = 5;

/**
 * Reads bits that were coded by their probabilities, which adapt.
 *
 * @see https://www.7-zip.org/sdk.html lzma-specification.txt
 */
export class RangeDecoder {
  #bytes: Buffer = Buffer.alloc(0);
  /** of the next byte */
  at = 0;
  #range = 0xffffffff;
  #code = 0;

  constructor(private readonly probabilities: Uint16Array) {}

  /** Goes on in these bytes. */
  use(bytes: Buffer): void {
    this.#bytes = bytes;
    this.at = 0;
  }

  /** Begins anew with the next {@link RANGE_START_BYTES}. */
  start(): void {
    const [first] = this.#bytes.subarray(this.at);
    if (first !== 0) throw new Malformed('the beginning of an LZMA stream');
    this.#range = 0xffffffff;
    this.#code = this.#bytes.readUInt32BE(this.at + 1);
    this.at += RANGE_START_BYTES;
  }

  /** Whether the encoder ended here, as it does at an end mark or at the end of a chunk. */
  get isAtEnd(): boolean {
    this.#normalise();
    return this.#code === 0;
  }

  #normalise(): void {
    if (this.#range >= TOP) return;
    this.#range = (this.#range << 8) >>> 0;
    // Whoever gives the bytes looks that there are enough.
    this.#code = ((this.#code << 8) | (this.#bytes[this.at++] ?? 0)) >>> 0;
  }

  bit(index: number): number {
    this.#normalise();
    const probability = this.probabilities[index] ?? 0;
    const bound = (this.#range >>> PROBABILITY_BITS) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      this.probabilities[index] = probability + (((1 << PROBABILITY_BITS) - probability) >> MOVE_BITS);
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    this.probabilities[index] = probability - (probability >> MOVE_BITS);
    return 1;
  }

  /** Bits that are as likely as not. */
  direct(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      this.#normalise();
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      value = value * 2 + bit;
    }
    return value;
  }

  /** The highest bit first; `base` is of the probabilities of the tree, of which the first is unused. */
  tree(base: number, bits: number): number {
    let node = 1;
    for (let i = 0; i < bits; i++) node = node * 2 + this.bit(base + node);
    return node - (1 << bits);
  }

  /** The lowest bit first. */
  reverseTree(base: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.bit(base + node);
      node = node * 2 + bit;
      value |= bit << i;
    }
    return value;
  }
}
