// SPDX-License-Identifier: Apache-2.0
import { weigh } from './weight.js';

/** Most parts that are read in one file. */
export const MAX_PARTS = 20_000;
/** Deepest nesting: an archive in a pickle in an archive is three. */
export const MAX_DEPTH = 8;
/** Most bytes of a part that are kept as one piece, for readers that need it whole and cannot seek. */
export const MAX_WHOLE_BYTES = 16 * 1024 * 1024;
/** Most bytes that decompressing may give for one file, whatever its size. */
export const MIN_EXPANDED_BYTES = 256 * 1024 * 1024;
/** Beyond that, so many times the bytes of the file. */
export const MAX_EXPANSION = 200;

/** Most memory that what was found in one file takes, in all of its parts. */
export const MAX_FOUND_BYTES = 48 * 1024 * 1024;

/** Of tensors: nothing but what their file says of them; each number; or that, and the SHA-256 of each. */
export type TensorDepth = 'headers' | 'numbers' | 'digests';

/** What reading one file may cost; one for the file and all parts in it. */
export class ReadingBudget {
  #parts = 0;
  #wholeBytes = 0;
  #foundBytes = 0;
  #expandedBytes: number;

  /** @param tensors - what is looked at in tensors */
  constructor(
    sizeBytes: number,
    readonly tensors: TensorDepth = 'numbers',
  ) {
    this.#expandedBytes = Math.max(MIN_EXPANDED_BYTES, sizeBytes * MAX_EXPANSION);
  }

  /** @returns false when there were too many */
  addPart(): boolean {
    return ++this.#parts <= MAX_PARTS;
  }

  /** Bytes that decompressing may still give. */
  get expandableBytes(): number {
    return Math.max(0, this.#expandedBytes);
  }

  /** Takes note of bytes that decompressing gave. @returns false when they are too many */
  expand(bytes: number): boolean {
    this.#expandedBytes -= bytes;
    return this.#expandedBytes >= 0;
  }

  /** Takes note of what was found in a part. @returns false when there is no room for it */
  find(found: unknown): boolean {
    const bytes = weigh(found, MAX_FOUND_BYTES - this.#foundBytes);
    if (this.#foundBytes + bytes > MAX_FOUND_BYTES) return false;
    this.#foundBytes += bytes;
    return true;
  }

  /** Reserves memory for a part that is kept whole. @returns false when it is too much */
  keep(bytes: number): boolean {
    if (this.#wholeBytes + bytes > MAX_WHOLE_BYTES) return false;
    this.#wholeBytes += bytes;
    return true;
  }

  release(bytes: number): void {
    this.#wholeBytes -= bytes;
  }
}
