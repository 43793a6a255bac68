// SPDX-License-Identifier: Apache-2.0
import type { RangeReader } from '@mpk/core';
import { HEAD_BYTES, RANGE_BYTES, TAIL_BYTES } from './limits.js';

/** Ranges of one file under one budget; the head and the tail are read once. */
export class BoundedReader {
  readonly sizeBytes: number;
  readonly head: Buffer;
  private tailBytes: Buffer | undefined;
  private left = RANGE_BYTES;

  constructor(private readonly ranges: RangeReader) {
    this.sizeBytes = ranges.sizeBytes;
    this.head = Buffer.from(this.take(0, HEAD_BYTES));
  }

  /** The last {@link TAIL_BYTES}, or all of a smaller file. */
  get tail(): Buffer {
    const start = Math.max(0, this.sizeBytes - TAIL_BYTES);
    this.tailBytes ??= this.sizeBytes <= this.head.length ? this.head : Buffer.from(this.take(start, TAIL_BYTES));
    return this.tailBytes;
  }

  /**
   * Reads a range, cut at the end of the file. The bytes are only valid until the next read.
   *
   * @param offset - attacker-controlled: may lie anywhere
   * @returns undefined for a range outside the file, or when the budget is used up
   */
  read(offset: number, length: number): Buffer | undefined {
    if (!Number.isSafeInteger(offset) || offset < 0 || length <= 0 || offset >= this.sizeBytes) return undefined;
    const end = Math.min(this.sizeBytes, offset + length);
    if (end <= this.head.length) return this.head.subarray(offset, end);
    if (end - offset > this.left) return undefined;
    return this.take(offset, end - offset);
  }

  private take(offset: number, length: number): Buffer {
    const wanted = Math.min(length, this.sizeBytes - offset);
    if (wanted <= 0) return Buffer.alloc(0);
    this.left -= wanted;
    return this.ranges.read(offset, wanted);
  }
}
