// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib';
import { Malformed } from '../reading/drive.js';
import type { PartBuilder, PartReader } from '../reading/part-builder.js';
import { TooLarge } from './decoder.js';
import type { Expander, OpenExpander } from './expander.js';

/** Bytes that are given to an expander at a time: what it makes of them is bounded by its format's largest ratio. */
const STEP_BYTES = 4096;

/** Expands bytes into a part, within the budget of the file. */
export class Expansion {
  expandedBytes = 0;
  /** of the expanded bytes */
  crc32 = 0;
  /** too much came out; nothing was looked at after that */
  isBomb = false;
  /** why the stream could not be followed to its end */
  malformed: string | undefined;
  readonly #expander: Expander;

  constructor(open: OpenExpander, child: PartReader, part: PartBuilder) {
    this.#expander = open((expanded) => {
      this.isBomb ||= !part.budget.expand(expanded.length);
      if (this.isBomb) return false;
      this.expandedBytes += expanded.length;
      this.crc32 = crc32(expanded, this.crc32);
      child.write(expanded);
      return true;
    });
  }

  /** The stream has reached its own end. */
  get isWhole(): boolean {
    return this.#expander.ended && !this.isBomb && this.malformed === undefined;
  }

  /** No more bytes are of use. */
  get isOver(): boolean {
    return this.#expander.ended || this.malformed !== undefined;
  }

  /** @returns how many bytes were used, as {@link Expander.write} has it */
  write(bytes: Buffer): number {
    let at = 0;
    this.#attempt(() => {
      while (at < bytes.length && !this.isOver) at += this.#expander.write(bytes.subarray(at, at + STEP_BYTES));
    });
    return at;
  }

  /** No more bytes come. @returns what to add to the bytes that were used */
  end(): number {
    let surplus = 0;
    this.#attempt(() => {
      if (!this.isOver) surplus = this.#expander.end();
    });
    return surplus;
  }

  #attempt(expand: () => void): void {
    try {
      expand();
    } catch (error) {
      if (!(error instanceof Malformed) && !(error instanceof TooLarge)) throw error;
      this.malformed = error.detail;
    }
  }
}
