// SPDX-License-Identifier: Apache-2.0
import { CutShort, type ByteStream, type Reading } from '../reading/byte-stream.js';
import type { UninspectedReason } from '../reading/part.js';
import type { OpenExpander } from './expander.js';

/** Where a {@link Decoder} puts what it has. */
export interface DecoderOutput {
  /** @param expanded - valid during the call @throws {@link Enough} */
  write(expanded: Buffer): void;
  /** a checksum or length that stands in the stream is not that of its content */
  mismatch(detail: string): void;
}

/**
 * Expands one stream, from where `input` stands to its own end; what follows it is left there.
 *
 * @throws Malformed when it is no such stream, and {@link TooLarge}
 */
export type Decoder = (input: ByteStream, output: DecoderOutput) => Reading;

/** No more of the output is wanted. */
export class Enough extends Error {}

/** The stream wants more memory than is given, or a method that is not there. */
export class TooLarge extends Error {
  constructor(
    readonly detail: string,
    readonly reason: UninspectedReason = 'too-large',
  ) {
    super(detail);
  }
}

/** Bytes that are shown to push-style expanders at a time, so that no chunk gives much more before somebody can say stop. */
const STEP_BYTES = 4096;

/** Decodes by an expander that knows its own end. */
export const decodeBy = (open: OpenExpander): Decoder =>
  function* (input, output) {
    const expander = open((piece) => {
      output.write(piece);
      return true;
    });
    while (!expander.ended) {
      const chunk = yield* input.peek(1);
      if (chunk.length === 0) throw new CutShort(input.offset);
      yield* input.skip(expander.write(chunk.subarray(0, STEP_BYTES)));
    }
  };
