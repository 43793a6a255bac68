// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { MAX_RANGE_BYTES, type RangeReader } from './consumer.js';

/** Ranges are read in pages of this size, each once. */
const PAGE_BYTES = 4096;

/** Most pages that are gone through for which of them comes next; where there are more, some of them lie in the next chunk anyway. */
const SEARCHED_PAGES = 64;

/** Bytes that were read ahead from `offset` on, a multiple of {@link PAGE_BYTES}. */
interface Page {
  readonly offset: number;
  readonly bytes: Buffer;
}

/**
 * Ranges that consumers read out of order, kept until the sequential read crosses them.
 *
 * Without the comparison, a file that answers a second read differently could show its directory to the inspector and other
 * bytes to the digest.
 */
export class ComparedRanges implements RangeReader {
  /** by number */
  readonly #pages = new Map<number, Page>();
  #keptBytes = 0;
  /** no kept page ends before; large files pass by for long without one */
  #nextPage = Infinity;
  /** what the sequential read shows now, or has shown last */
  #chunk: Page = { offset: 0, bytes: Buffer.alloc(0) };

  /** @param readAt - fills the buffer from an offset and returns how many bytes it got, 0 at the end */
  constructor(
    readonly name: string,
    readonly sizeBytes: number,
    private readonly readAt: (buffer: Buffer, offset: number) => number,
  ) {}

  read(offset: number, length: number): Buffer {
    const end = Math.min(offset + length, this.sizeBytes);
    if (!Number.isSafeInteger(offset) || offset < 0 || end <= offset) return Buffer.alloc(0);
    if (offset < this.#chunk.offset) throw new MpkError('INTERNAL', `${this.name} was read past ${offset} already`);
    const bytes = Buffer.allocUnsafe(end - offset);
    const ahead = Math.max(offset, this.#position);
    if (offset < ahead) copyOverlap(this.#chunk, { offset, bytes });
    if (ahead < end) {
      this.#load(ahead, end);
      for (let page = pageOf(ahead); page <= pageOf(end - 1); page++) {
        const loaded = this.#pages.get(page);
        if (loaded !== undefined) copyOverlap(loaded, { offset, bytes });
      }
    }
    return bytes;
  }

  /** Compares what was read ahead with a chunk of the sequential read that starts at `offset`. */
  crossedBy(chunk: Buffer, offset: number): void {
    this.#chunk = { offset, bytes: chunk };
    if (this.#nextPage * PAGE_BYTES >= this.#position) return;
    for (let number = pageOf(offset); number * PAGE_BYTES < this.#position; number++) {
      const page = this.#pages.get(number);
      if (page === undefined) continue;
      if (!agree(page, this.#chunk)) throw this.#changed();
      if (page.offset + page.bytes.length > this.#position) break;
      this.#pages.delete(number);
      this.#keptBytes -= page.bytes.length;
    }
    this.#nextPage = this.#pages.size > SEARCHED_PAGES ? pageOf(this.#position) : Math.min(...this.#pages.keys());
  }

  /** How far the sequential read has come. */
  get #position(): number {
    return this.#chunk.offset + this.#chunk.bytes.length;
  }

  /** Reads all pages that hold a part of the range and are not there yet, neighbours at once. */
  #load(offset: number, end: number): void {
    for (let number = pageOf(offset); number <= pageOf(end - 1); number++) {
      if (this.#pages.has(number)) continue;
      let last = number;
      while (last < pageOf(end - 1) && !this.#pages.has(last + 1)) last++;
      this.#loadPages(number, last);
      number = last;
    }
  }

  #loadPages(first: number, last: number): void {
    const from = first * PAGE_BYTES;
    const size = Math.min((last + 1) * PAGE_BYTES, this.sizeBytes) - from;
    this.#keptBytes += size;
    if (this.#keptBytes > MAX_RANGE_BYTES) {
      throw new MpkError('INPUT_TOO_LARGE', `${this.name} needs more than ${MAX_RANGE_BYTES} bytes of look-ahead`);
    }
    this.#nextPage = Math.min(this.#nextPage, first);
    const bytes = Buffer.allocUnsafeSlow(size);
    let filled = 0;
    while (filled < size) {
      const count = this.readAt(bytes.subarray(filled), from + filled);
      if (count === 0) throw this.#changed();
      filled += count;
    }
    for (let page = first; page <= last; page++) {
      const at = (page - first) * PAGE_BYTES;
      this.#pages.set(page, { offset: page * PAGE_BYTES, bytes: bytes.subarray(at, at + PAGE_BYTES) });
    }
  }

  #changed(): MpkError {
    return new MpkError('MODEL_CHANGED', `${this.name} gave different bytes when it was read again`);
  }
}

const pageOf = (offset: number): number => Math.floor(offset / PAGE_BYTES);

const overlap = (a: Page, b: Page): { from: number; to: number } => ({
  from: Math.max(a.offset, b.offset),
  to: Math.min(a.offset + a.bytes.length, b.offset + b.bytes.length),
});

function copyOverlap(source: Page, target: Page): void {
  const { from, to } = overlap(source, target);
  source.bytes.copy(target.bytes, from - target.offset, from - source.offset, to - source.offset);
}

function agree(a: Page, b: Page): boolean {
  const { from, to } = overlap(a, b);
  const inB = [from - b.offset, to - b.offset] as const;
  return from >= to || a.bytes.compare(b.bytes, ...inB, from - a.offset, to - a.offset) === 0;
}
