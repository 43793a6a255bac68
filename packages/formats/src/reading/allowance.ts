// SPDX-License-Identifier: Apache-2.0
import type { FileReading, Part } from './part.js';
import { isLongText, withoutDocument } from './without-document.js';
import { weigh } from './weight.js';

/** Most memory that the readings of all files of one pass may take, in each thread of it. */
export const MAX_KEPT_BYTES = 128 * 1024 * 1024;

/** Most memory of that which long texts may take: they leave room for the others. */
export const MAX_LONG_TEXT_BYTES = 32 * 1024 * 1024;

/**
 * What may be kept of all files together, until the checks have run over them.
 *
 * One file's reading is bounded by its readers; a model of thousands of files has thousands of them.
 */
export class ReadingAllowance {
  #left: number;
  #longTextLeft: number;

  constructor(maxBytes = MAX_KEPT_BYTES, maxLongTextBytes = MAX_LONG_TEXT_BYTES) {
    this.#left = maxBytes;
    this.#longTextLeft = maxLongTextBytes;
  }

  /**
   * Where there is no room, whole JSON documents and long texts go first: what tells of code is kept beside them. Then all of it goes, and the
   * file counts as not inspected.
   */
  admit(reading: FileReading): FileReading {
    if (this.#mayHaveLongTexts(reading) && this.#take(reading)) return reading;
    const without = {
      ...reading,
      parts: reading.parts.map((part) => ({ ...part, content: withoutDocument(part.content) })),
    };
    if (this.#take(without)) return without;
    return { parts: reading.parts.slice(0, 1).map(unread), inspectedBytes: 0 };
  }

  #mayHaveLongTexts({ parts }: FileReading): boolean {
    const bytes = weigh(
      parts.flatMap(({ content }) => (isLongText(content) ? [content] : [])),
      this.#longTextLeft,
    );
    if (bytes > this.#longTextLeft) return false;
    this.#longTextLeft -= bytes;
    return true;
  }

  #take(reading: FileReading): boolean {
    const bytes = weigh(reading, this.#left);
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }
}

/** Nothing is known of a file but what it is. */
const unread = ({ path, format, fileOffset, sizeBytes }: Part): Part => ({
  path,
  format,
  ...(fileOffset !== undefined && { fileOffset }),
  sizeBytes,
  irregularities: [],
  uninspected: [{ offset: 0, reason: 'too-large', detail: 'more of the model would be kept than there is room for' }],
});
