// SPDX-License-Identifier: Apache-2.0
import { isMpkError, type RangeReader } from '@mpk/core/reading';
import { Malformed } from './drive.js';

/** Most bytes of structures that are read of one file out of order; its data is passed over. */
export const MAX_STRUCTURE_BYTES = 32 * 1024 * 1024;
/** Most bytes that are given of it in all: what many things refer to is given many times. */
const MAX_GIVEN_BYTES = 512 * 1024 * 1024;
/** What giving a few bytes counts as. */
const MIN_GIVEN_BYTES = 16;
const PAGE_BYTES = 4096;
/** Most bytes that are given as one piece. */
export const MAX_PIECE_BYTES = 16 * 1024 * 1024;

/** The structures of the file are more than is read. */
export class TooLarge extends Error {}

/** Bytes of a file at any offset, each page of them read once. All numbers are little-endian. */
export class PagedBytes {
  readonly #pages = new Map<number, Buffer>();
  #left = MAX_STRUCTURE_BYTES;
  #givable = MAX_GIVEN_BYTES;

  constructor(private readonly ranges: RangeReader) {}

  get sizeBytes(): number {
    return this.ranges.sizeBytes;
  }

  /** @throws Malformed where the range is not in the file; TooLarge */
  bytes(at: number, count: number): Buffer {
    if (!Number.isSafeInteger(at) || at < 0 || count < 0 || at + count > this.sizeBytes) {
      throw new Malformed(`something refers to ${count} bytes at ${at}, which are not in the file`);
    }
    this.#givable -= Math.max(count, MIN_GIVEN_BYTES);
    if (count > MAX_PIECE_BYTES || this.#givable < 0) throw new TooLarge();
    const page = Math.floor(at / PAGE_BYTES);
    const start = at - page * PAGE_BYTES;
    if (start + count <= PAGE_BYTES) return this.#page(page).subarray(start, start + count);
    return this.#gather(at, count);
  }

  number(at: number, bytes: 1 | 2 | 4): number {
    return this.bytes(at, bytes).readUIntLE(0, bytes);
  }

  #gather(at: number, count: number): Buffer {
    const whole = Buffer.allocUnsafe(count);
    for (let filled = 0; filled < count;) {
      const offset = at + filled;
      const page = Math.floor(offset / PAGE_BYTES);
      const start = offset - page * PAGE_BYTES;
      const piece = this.#page(page).subarray(start, start + count - filled);
      filled += piece.copy(whole, filled);
    }
    return whole;
  }

  /** Others may have read ahead of the same file. */
  #read(offset: number): Buffer {
    try {
      return this.ranges.read(offset, PAGE_BYTES);
    } catch (error) {
      if (isMpkError(error) && error.code === 'INPUT_TOO_LARGE') throw new TooLarge();
      throw error;
    }
  }

  #page(number: number): Buffer {
    const known = this.#pages.get(number);
    if (known !== undefined) return known;
    this.#left -= PAGE_BYTES;
    if (this.#left < 0) throw new TooLarge();
    // A copy: ranges are valid until the next one is read.
    const page = Buffer.from(this.#read(number * PAGE_BYTES));
    this.#pages.set(number, page);
    return page;
  }
}

/** A little-endian number of up to 8 bytes; beyond 2^53 it is not exact. */
export function wideNumber(bytes: Buffer): number {
  if (bytes.length <= 6) return bytes.readUIntLE(0, bytes.length);
  return bytes.readUIntLE(0, 4) + bytes.readUIntLE(4, bytes.length - 4) * 2 ** 32;
}
