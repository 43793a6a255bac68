// SPDX-License-Identifier: Apache-2.0

/** Takes expanded bytes, which are valid during the call. @returns false when no more are wanted */
export type ExpandedSink = (expanded: Buffer) => boolean;

/** Expands one compressed stream that arrives in chunks of any size. */
export interface Expander {
  /** the stream's own end was reached, or no more was wanted */
  readonly ended: boolean;
  /**
   * @returns how many bytes of the chunk were used: all of them, or fewer once it has {@link ended}; a negative number where the end
   * lay that many bytes before the chunk, for some look ahead
   * @throws Malformed when they are no such stream
   */
  write(chunk: Buffer): number;
  /**
   * No more bytes come: what was waiting for them is given out. The stream was cut short where it has not {@link ended} then.
   *
   * @returns what to add to the bytes that were used, for some had been looked at only: 0 or a negative number
   */
  end(): number;
}

/** Opens an expander of one kind of stream. */
export type OpenExpander = (sink: ExpandedSink) => Expander;
