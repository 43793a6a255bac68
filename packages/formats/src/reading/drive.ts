// SPDX-License-Identifier: Apache-2.0
import { isMpkError, type RangeReader } from '@mpk/core/reading';
import { ByteStream, CutShort, type Reading } from './byte-stream.js';
import type { PartBuilder, PartReader } from './part-builder.js';
import { StacklessError } from './stackless-error.js';

/** The bytes do not follow the format, so that nobody can say what the rest of them is. */
export class Malformed extends StacklessError {
  /** @param detail - may be attacker-controlled */
  constructor(
    readonly detail: string,
    readonly offset?: number,
  ) {
    super(detail);
  }
}

/**
 * Reads a part from its beginning to its end.
 *
 * @param ranges - where the part can be read out of order, for what lies in it and has to be
 */
export type SequentialReader = (stream: ByteStream, part: PartBuilder, ranges?: RangeReader) => Reading;

/**
 * Runs a reader over bytes that arrive in chunks.
 *
 * Where it throws, what it has found stays, and the rest of the part counts as uninspected: {@link CutShort} and
 * {@link Malformed} are what bytes may do to it, all else is its own fault and is told as such.
 */
export function drive(read: SequentialReader, part: PartBuilder, ranges?: RangeReader): PartReader {
  const stream = new ByteStream();
  const reading = read(stream, part, ranges);
  let done = false;
  const go = (): void => {
    try {
      done = reading.next().done === true;
    } catch (error) {
      done = true;
      tellFailure(error, part, stream.offset);
      part.endOpen();
    }
  };
  // Up to where it needs the first byte.
  go();
  return {
    write(chunk) {
      if (done || chunk.length === 0 || stream.passes(chunk.length)) return;
      stream.push(chunk);
      go();
    },
    end() {
      stream.end();
      while (!done) go();
    },
  };
}

/** Says in a part why its reader ended early. @param offset - from which on nothing was looked into */
export function tellFailure(error: unknown, part: PartBuilder, offset: number): void {
  if (error instanceof CutShort) {
    part.irregular('truncated', error.offset);
    part.uninspected('missing', error.offset);
  } else if (error instanceof Malformed) {
    part.irregular('malformed', error.offset ?? offset, error.detail);
    part.uninspected('malformed', error.offset ?? offset);
  } else if (isMpkError(error) && error.code === 'INPUT_TOO_LARGE') {
    part.uninspected('too-large', offset);
  } else if (isMpkError(error)) {
    // The file itself changed, say: not for a reader to swallow.
    throw error;
  } else {
    part.uninspected('reader-failed', offset);
  }
}
