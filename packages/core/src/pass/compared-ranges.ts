// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { MAX_RANGE_BYTES, type RangeReader } from './consumer.js';

/**
 * Ranges that consumers read out of order, kept until the sequential read crosses them.
 *
 * Without the comparison, a file that answers a second read differently could show its directory to the inspector and other
 * bytes to the digest.
 */
export class ComparedRanges implements RangeReader {
  readonly #kept: { offset: number; bytes: Buffer }[] = [];
  #keptBytes = 0;

  /** @param readAt - fills the buffer from an offset and returns how many bytes it got, 0 at the end */
  constructor(
    readonly name: string,
    readonly sizeBytes: number,
    private readonly readAt: (buffer: Buffer, offset: number) => number,
  ) {}

  read(offset: number, length: number): Buffer {
    const end = Math.min(offset + length, this.sizeBytes);
    if (!Number.isSafeInteger(offset) || offset < 0 || end <= offset) return Buffer.alloc(0);
    this.#keptBytes += end - offset;
    if (this.#keptBytes > MAX_RANGE_BYTES) {
      throw new MpkError('INPUT_TOO_LARGE', `${this.name} needs more than ${MAX_RANGE_BYTES} bytes of look-ahead`);
    }
    const bytes = Buffer.alloc(end - offset);
    let filled = 0;
    while (filled < bytes.length) {
      const count = this.readAt(bytes.subarray(filled), offset + filled);
      if (count === 0) throw this.#changed();
      filled += count;
    }
    this.#kept.push({ offset, bytes });
    return bytes;
  }

  /** Compares what was read ahead with a chunk of the sequential read that starts at `offset`. */
  crossedBy(chunk: Buffer, offset: number): void {
    for (const range of this.#kept) {
      const from = Math.max(offset, range.offset);
      const to = Math.min(offset + chunk.length, range.offset + range.bytes.length);
      if (
        from < to &&
        chunk.compare(range.bytes, from - range.offset, to - range.offset, from - offset, to - offset) !== 0
      ) {
        throw this.#changed();
      }
    }
  }

  #changed(): MpkError {
    return new MpkError('MODEL_CHANGED', `${this.name} gave different bytes when it was read again`);
  }
}
