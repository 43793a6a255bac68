// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import { TooLarge } from './decoder.js';

/** Most that is kept, whatever is said; `xz -9` asks for that. */
export const MAX_WINDOW_BYTES = 64 * 1024 * 1024;

/** Smallest window, whatever is said. */
const MIN_BYTES = 4096;
/** Memory that is taken before anything was written; it grows with what is. */
const START_BYTES = 64 * 1024;
/** Bytes that are given out at a time. */
const OUTPUT_BYTES = 64 * 1024;

/**
 * What was expanded last, as far back as a match may reach.
 *
 * Memory is that of what was expanded, up to {@link MAX_WINDOW_BYTES}: a stream that goes on beyond that, and may refer back
 * further, is {@link TooLarge}.
 */
export class MatchWindow {
  readonly #sizeBytes: number;
  #bytes: Buffer;
  #at = 0;
  /** up to here all was given out */
  #given = 0;
  #wrapped = false;

  /** @param windowBytes - how far a match may reach */
  constructor(
    windowBytes: number,
    private readonly write: (bytes: Buffer) => void,
  ) {
    this.#sizeBytes = Math.max(MIN_BYTES, windowBytes);
    this.#bytes = Buffer.alloc(Math.min(this.#sizeBytes, START_BYTES));
  }

  /** Forgets all that there is, which was given out. */
  reset(): void {
    this.flush();
    this.#at = this.#given = 0;
    this.#wrapped = false;
  }

  /** The byte at a distance, 1 for the last; 0 where there is none. */
  byteAt(distance: number): number {
    const at = this.#at - distance;
    return this.#bytes[at >= 0 ? at : at + this.#bytes.length] ?? 0;
  }

  put(byte: number): void {
    this.#bytes[this.#at++] = byte;
    if (this.#at === this.#bytes.length) this.#turn();
    else if (this.#at - this.#given >= OUTPUT_BYTES) this.flush();
  }

  append(bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) {
      // One byte less than there is room for, so that what happens at the end happens in one place.
      const count = Math.min(bytes.length - at, this.#bytes.length - this.#at - 1, OUTPUT_BYTES);
      if (count > 0) {
        bytes.copy(this.#bytes, this.#at, at, at + count);
        this.#at += count;
        at += count;
      }
      if (at < bytes.length) this.put(bytes[at++] ?? 0);
    }
    if (this.#at - this.#given >= OUTPUT_BYTES) this.flush();
  }

  /** @throws Malformed when there is nothing at this distance */
  repeat(distance: number, count: number): void {
    if (distance > (this.#wrapped ? this.#bytes.length : this.#at)) throw new Malformed('a match before the beginning');
    for (let i = 0; i < count; i++) {
      const at = this.#at - distance;
      this.put(this.#bytes[at >= 0 ? at : at + this.#bytes.length] ?? 0);
    }
  }

  /** Gives out what was not yet. */
  flush(): void {
    if (this.#at > this.#given) this.write(this.#bytes.subarray(this.#given, this.#at));
    this.#given = this.#at;
  }

  /** At the end of its memory: there is more of it, or it begins anew. */
  #turn(): void {
    this.flush();
    if (this.#bytes.length === this.#sizeBytes) {
      this.#at = this.#given = 0;
      this.#wrapped = true;
      return;
    }
    if (this.#bytes.length === MAX_WINDOW_BYTES) {
      throw new TooLarge(`a window of ${this.#sizeBytes} bytes`);
    }
    const grown = Buffer.alloc(Math.min(this.#sizeBytes, this.#bytes.length * 2, MAX_WINDOW_BYTES));
    this.#bytes.copy(grown);
    this.#bytes = grown;
  }
}
