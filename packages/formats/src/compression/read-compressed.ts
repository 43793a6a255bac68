// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import { Malformed, type SequentialReader } from '../reading/drive.js';
import type { PartBuilder, PartReader } from '../reading/part-builder.js';
import { openRest } from '../reading/rest.js';
import { skipZeros } from '../reading/zeros.js';
import { Enough, TooLarge, type DecoderOutput } from './decoder.js';
import { BEGINNING_BYTES, type StreamKind } from './decoders.js';

/** What a compressed part is. */
export interface CompressedContent {
  readonly kind: 'compressed';
  /** streams, frames or members that follow one another; loaders read them as one */
  readonly streams: number;
  readonly expandedBytes: number;
}

/** Most streams that follow one another: each costs its decoder's memory, however short it is. */
const MAX_STREAMS = 50_000;
/** Name of the part that is what a compressed part expands to. */
const CONTENT_NAME = 'content';

/** Reads a part that is one or more compressed streams of a kind, and what they expand to as one part in it. */
export const readCompressed = (kind: StreamKind): SequentialReader =>
  function* (stream, part) {
    const output = new ContentPart(part);
    try {
      yield* decodeAll(stream, kind, output);
    } catch (error) {
      // Where in the stream depends on how its bytes arrived; all of it is in doubt.
      if (error instanceof Malformed) throw new Malformed(error.detail, output.streamStart);
      if (!(error instanceof Enough) && !(error instanceof TooLarge)) throw error;
      const [reason, detail] =
        error instanceof TooLarge ? [error.reason, error.detail] : (['bomb', undefined] as const);
      part.uninspected(reason, output.streamStart, undefined, detail);
      return;
    } finally {
      output.end();
    }
    if (!(yield* stream.isAtEnd())) yield* openRest(stream, part);
  };

function* decodeAll(stream: ByteStream, kind: StreamKind, output: ContentPart): Reading {
  do {
    output.beginStream(stream.offset);
    yield* kind.decode(stream, output);
    // Some writers fill up blocks with zeros, and loaders skip them.
    const end = stream.offset;
    const zeros = yield* skipZeros(stream);
    if (zeros > 0) output.part.irregular('odd-padding', end, `${zeros} zeros after a stream`);
  } while (kind.begins((yield* stream.peek(BEGINNING_BYTES)).subarray(0, BEGINNING_BYTES)));
}

/** What the streams of a part expand to; it counts against the budget of the file. */
class ContentPart implements DecoderOutput {
  readonly #child: PartReader;
  readonly #content = { kind: 'compressed' as const, streams: 0, expandedBytes: 0 };
  /** offset of the stream that is read */
  streamStart = 0;

  constructor(readonly part: PartBuilder) {
    part.content = this.#content;
    this.#child = part.open({ name: CONTENT_NAME, spanBytes: part.sizeBytes });
  }

  beginStream(offset: number): void {
    this.streamStart = offset;
    if (this.#content.streams >= MAX_STREAMS) throw new TooLarge(`more than ${MAX_STREAMS} streams`, 'too-many-parts');
    this.#content.streams++;
  }

  write(expanded: Buffer): void {
    const { budget } = this.part;
    // Cut to the byte, so that what is found does not depend on chunks.
    const piece = expanded.subarray(0, budget.expandableBytes);
    this.#content.expandedBytes += piece.length;
    this.#child.write(piece);
    if (!budget.expand(expanded.length)) throw new Enough();
  }

  mismatch(detail: string): void {
    this.part.irregular('checksum-mismatch', this.streamStart, detail);
  }

  end(): void {
    this.#child.end();
  }
}
