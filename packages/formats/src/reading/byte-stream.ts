// SPDX-License-Identifier: Apache-2.0
import { StacklessError } from './stackless-error.js';

/** Steps of a reader that is given its bytes in chunks: it yields where it needs more of them. */
export type Reading<R = void> = Generator<undefined, R, undefined>;

/** Most bytes that {@link ByteStream.take} gives as one piece: whoever wants more reads them piece by piece. */
export const MAX_TAKE_BYTES = 1024 * 1024;

/** The bytes ended where more were needed. */
export class CutShort extends StacklessError {
  /** @param offset - where the bytes ended */
  constructor(readonly offset: number) {
    super(`the bytes end at ${offset}`);
  }
}

const EMPTY = Buffer.alloc(0);

/**
 * Bytes that arrive in chunks of any size, for a reader that is written as if it had them all.
 *
 * No more is kept than what {@link take} was asked for. A piece is valid until the next step.
 */
export class ByteStream {
  #chunk: Buffer = EMPTY;
  #ended = false;
  #offset = 0;
  /** bytes that the reader does not look at */
  #toSkip = 0;
  #watch: ((piece: Buffer) => void) | undefined;

  /** Of the next byte. */
  get offset(): number {
    return this.#offset;
  }

  /** Gives more bytes; they are used until the reader has yielded again. */
  push(chunk: Uint8Array): void {
    this.#chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.#toSkip > 0) this.#dropSkipped();
  }

  /** Whether the reader skips a chunk of this length and more: then that has passed, and nothing has to be pushed. */
  passes(length: number): boolean {
    // Where it ends with the chunk the reader goes on at once, for it may look at what is around.
    if (this.#toSkip <= length || this.#watch !== undefined) return false;
    this.#toSkip -= length;
    this.#offset += length;
    return true;
  }

  end(): void {
    this.#ended = true;
  }

  /** Shows every byte that is taken from here on, in order, to somebody else as well. */
  watch(use: (piece: Buffer) => void): void {
    this.#watch = use;
  }

  /** @returns whether there are no more bytes */
  *isAtEnd(): Reading<boolean> {
    while (this.#chunk.length === 0 && !this.#ended) yield;
    return this.#chunk.length === 0;
  }

  /**
   * @param count - at most {@link MAX_TAKE_BYTES}
   * @throws CutShort when there are fewer
   */
  *take(count: number): Reading<Buffer> {
    if (count > MAX_TAKE_BYTES) throw new RangeError(`${count} bytes are too many for one piece`);
    if (count <= this.#chunk.length) return this.#cut(count);
    const whole = Buffer.allocUnsafe(count);
    let filled = 0;
    while (filled < count) {
      if (yield* this.isAtEnd()) throw new CutShort(this.#offset);
      const piece = this.#cut(Math.min(count - filled, this.#chunk.length));
      piece.copy(whole, filled);
      filled += piece.length;
    }
    return whole;
  }

  /** As {@link take}, of as many as there are. */
  *takeUpTo(count: number): Reading<Buffer> {
    const pieces: Buffer[] = [];
    let left = Math.min(count, MAX_TAKE_BYTES);
    while (left > 0 && !(yield* this.isAtEnd())) {
      // A copy: the chunk is its owner's once this has yielded.
      const piece = Buffer.from(this.#cut(Math.min(left, this.#chunk.length)));
      pieces.push(piece);
      left -= piece.length;
    }
    return pieces.length === 1 ? (pieces[0] ?? EMPTY) : Buffer.concat(pieces);
  }

  /**
   * The bytes at hand, which stay where they are: `count` of them at least, fewer only at the end.
   *
   * @param count - small, for they are copied where they lie in two chunks
   */
  *peek(count: number): Reading<Buffer> {
    while (this.#chunk.length < count && !this.#ended) {
      // A copy: the chunk is its owner's once this has yielded.
      const kept = Buffer.from(this.#chunk);
      this.#chunk = EMPTY;
      yield;
      if (kept.length > 0) this.#chunk = Buffer.concat([kept, this.#chunk]);
    }
    return this.#chunk;
  }

  /** Shows the next `count` bytes in pieces; all that are left where it is `Infinity`. @throws CutShort */
  *each(count: number, use: (piece: Buffer) => void): Reading {
    let left = count;
    while (left > 0) {
      if (yield* this.isAtEnd()) {
        if (left === Infinity) return;
        throw new CutShort(this.#offset);
      }
      const piece = this.#cut(Math.min(left, this.#chunk.length));
      left -= piece.length;
      use(piece);
    }
  }

  /** The next `count` bytes, or all that are left where it is `Infinity`, are not looked at. @throws CutShort */
  *skip(count: number): Reading {
    this.#toSkip = count;
    this.#dropSkipped();
    while (this.#toSkip > 0 && !this.#ended) yield;
    if (this.#toSkip > 0 && this.#toSkip !== Infinity) throw new CutShort(this.#offset);
    this.#toSkip = 0;
  }

  #dropSkipped(): void {
    const count = Math.min(this.#toSkip, this.#chunk.length);
    this.#toSkip -= count;
    this.#cut(count);
  }

  #cut(count: number): Buffer {
    const piece = this.#chunk.subarray(0, count);
    this.#chunk = this.#chunk.subarray(count);
    this.#offset += count;
    this.#watch?.(piece);
    return piece;
  }
}
