// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../../reading/drive.js';

/** How far back a match may reach. */
export const LZ4_WINDOW_BYTES = 64 * 1024;
/** Shortest match. */
const MIN_MATCH = 4;
/** A length of 15 goes on in bytes, of which 255 is followed by one more. */
const LONG = 15;

const malformed = (): Malformed => new Malformed('an LZ4 block');

/**
 * What the blocks of a frame expand to: the block at hand, and as much of those before it as it may refer to.
 *
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 */
export class Lz4Window {
  readonly #bytes: Buffer;
  /** bytes of blocks before, which stand before the block */
  #history = 0;

  /** @param maxBlockBytes - which a block expands to */
  constructor(private readonly maxBlockBytes: number) {
    // Not cleared: a match reaches no further than what was written.
    this.#bytes = Buffer.allocUnsafe(LZ4_WINDOW_BYTES + maxBlockBytes);
  }

  /** Forgets the blocks before. */
  forget(): void {
    this.#history = 0;
  }

  /** Takes a block that is stored as it is. */
  store(block: Buffer): Buffer {
    if (block.length > this.maxBlockBytes) throw malformed();
    block.copy(this.#bytes, this.#history);
    return this.#finish(this.#history + block.length);
  }

  /** Expands a block. @returns its bytes, until the next block */
  expand(block: Buffer): Buffer {
    const limit = this.#history + this.maxBlockBytes;
    let to = this.#history;
    let at = 0;
    const length = (nibble: number): number => {
      let sum = nibble;
      if (nibble < LONG) return sum;
      for (;;) {
        const byte = block[at++];
        if (byte === undefined) throw malformed();
        sum += byte;
        if (byte !== 0xff) return sum;
      }
    };
    while (at < block.length) {
      const token = block[at++] ?? 0;
      const literals = length(token >> 4);
      if (at + literals > block.length || to + literals > limit) throw malformed();
      block.copy(this.#bytes, to, at, at + literals);
      at += literals;
      to += literals;
      // The last sequence is literals alone.
      if (at === block.length) return this.#finish(to);
      if (at + 2 > block.length) throw malformed();
      const distance = block.readUInt16LE(at);
      at += 2;
      const count = length(token & LONG) + MIN_MATCH;
      if (distance === 0 || distance > to || to + count > limit) throw malformed();
      this.#repeat(to, distance, count);
      to += count;
    }
    throw malformed();
  }

  #repeat(to: number, distance: number, count: number): void {
    const bytes = this.#bytes;
    // What overlaps repeats itself.
    if (distance >= count) bytes.copyWithin(to, to - distance, to - distance + count);
    else for (let i = to; i < to + count; i++) bytes[i] = bytes[i - distance] ?? 0;
  }

  /** Moves the end of what there is to the front; the block is given out before. */
  #finish(end: number): Buffer {
    const block = Buffer.from(this.#bytes.subarray(this.#history, end));
    const kept = Math.min(end, LZ4_WINDOW_BYTES);
    this.#bytes.copyWithin(0, end - kept, end);
    this.#history = kept;
    return block;
  }
}
