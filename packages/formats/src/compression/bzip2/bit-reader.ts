// SPDX-License-Identifier: Apache-2.0
import { CutShort, type ByteStream, type Reading } from '../../reading/byte-stream.js';

/** Most bits that are looked at as one piece. */
export const MAX_PEEK_BITS = 24;

/** Reads bits of a stream, the highest of a byte first. Whatever is read must have been {@link fill}ed before. */
export class BitReader {
  #bytes: Buffer = Buffer.alloc(0);
  #bit = 0;

  constructor(private readonly stream: ByteStream) {}

  /** Makes sure that so many bits are at hand, or all that are left. */
  *fill(bits: number): Reading {
    if (this.#bytes.length * 8 - this.#bit >= bits) return;
    yield* this.#release();
    // The next byte was begun, maybe.
    this.#bytes = yield* this.stream.peek((bits >> 3) + 2);
  }

  /** The next bits; zeros stand for those after the end. */
  peek(bits: number): number {
    const at = this.#bit >> 3;
    const bytes = this.#bytes;
    const word =
      ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    return (word << (this.#bit & 7)) >>> (32 - bits);
  }

  /** @throws CutShort when there are fewer */
  skip(bits: number): void {
    this.#bit += bits;
    if (this.#bit > this.#bytes.length * 8) throw new CutShort(this.stream.offset + this.#bytes.length);
  }

  /** @param bits - at most {@link MAX_PEEK_BITS}, and 1 at least */
  read(bits: number): number {
    const value = this.peek(bits);
    this.skip(bits);
    return value;
  }

  /** Leaves the stream at the next whole byte. */
  *align(): Reading {
    this.#bit = (this.#bit + 7) & ~7;
    yield* this.#release();
  }

  *#release(): Reading {
    const used = this.#bit >> 3;
    this.#bit &= 7;
    this.#bytes = this.#bytes.subarray(used);
    yield* this.stream.skip(used);
  }
}
