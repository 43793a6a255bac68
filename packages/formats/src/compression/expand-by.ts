// SPDX-License-Identifier: Apache-2.0
import { ByteStream, CutShort } from '../reading/byte-stream.js';
import { Malformed } from '../reading/drive.js';
import { Enough, type Decoder } from './decoder.js';
import type { ExpandedSink, Expander, OpenExpander } from './expander.js';

/**
 * Expands by a decoder, for whoever has the bytes in chunks, and knows where they end.
 *
 * A mismatch is thrown as {@link Malformed}.
 */
export const expandBy =
  (decode: Decoder): OpenExpander =>
  (sink) =>
    new DecodingExpander(decode, sink);

class DecodingExpander implements Expander {
  ended = false;
  readonly #input = new ByteStream();
  readonly #steps: Iterator<undefined>;
  #pushedBytes = 0;

  constructor(decode: Decoder, sink: ExpandedSink) {
    this.#steps = decode(this.#input, {
      write(piece) {
        if (!sink(piece)) throw new Enough();
      },
      mismatch(detail) {
        throw new Malformed(detail);
      },
    });
  }

  write(chunk: Buffer): number {
    if (this.ended) return 0;
    this.#input.push(chunk);
    this.#pushedBytes += chunk.length;
    return this.#step() ? chunk.length - this.#surplusBytes : chunk.length;
  }

  end(): number {
    if (this.ended) return 0;
    this.#input.end();
    try {
      while (!this.#step());
      return -this.#surplusBytes;
    } catch (error) {
      if (!(error instanceof CutShort)) throw error;
      return 0;
    }
  }

  get #surplusBytes(): number {
    return this.#pushedBytes - this.#input.offset;
  }

  #step(): boolean {
    try {
      this.ended = this.#steps.next().done === true;
    } catch (error) {
      if (!(error instanceof Enough)) throw error;
      this.ended = true;
    }
    return this.ended;
  }
}
