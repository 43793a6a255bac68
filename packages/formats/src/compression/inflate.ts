// SPDX-License-Identifier: Apache-2.0
import { ZStream, Z_NO_FLUSH, Z_OK, Z_STREAM_END, zlibInflate, zlibInflateInit2 } from 'pako';
import { Malformed } from '../reading/drive.js';
import type { Expander, ExpandedSink, OpenExpander } from './expander.js';

/** Bytes that are expanded at a time. */
const OUTPUT_BYTES = 64 * 1024;

/** How zlib is told what stands around a deflate stream. */
const WINDOW_BITS = { raw: -15, zlib: 15, gzip: 31 } as const;

const Z_BUF_ERROR = -5;

/** Expands deflate as zip has it, zlib, or one member of gzip (its checksum is checked). */
export const openInflate =
  (kind: keyof typeof WINDOW_BITS): OpenExpander =>
  (sink) =>
    new Inflate(kind, sink);

class Inflate implements Expander {
  ended = false;
  readonly #stream = new ZStream();
  // Not cleared: nothing is read of it but what was written.
  readonly #output = Buffer.allocUnsafe(OUTPUT_BYTES);

  constructor(
    private readonly kind: keyof typeof WINDOW_BITS,
    private readonly sink: ExpandedSink,
  ) {
    zlibInflateInit2(this.#stream, WINDOW_BITS[kind]);
  }

  write(chunk: Buffer): number {
    const stream = this.#stream;
    stream.input = chunk;
    stream.next_in = 0;
    stream.avail_in = chunk.length;
    while (!this.ended) {
      stream.output = this.#output;
      stream.next_out = 0;
      stream.avail_out = OUTPUT_BYTES;
      const status = zlibInflate(stream, Z_NO_FLUSH);
      // What it has made of the bytes before an error, a loader has had too.
      const wanted = stream.next_out === 0 || this.sink(this.#output.subarray(0, stream.next_out));
      if (status !== Z_OK && status !== Z_STREAM_END && status !== Z_BUF_ERROR) {
        throw new Malformed(`no ${this.kind} stream: ${stream.msg}`);
      }
      this.ended = status === Z_STREAM_END || !wanted;
      if (stream.avail_in === 0 && stream.avail_out > 0) break;
    }
    return stream.next_in;
  }

  /** Nothing waits: zlib gives out all that it can. */
  end(): number {
    return 0;
  }
}
