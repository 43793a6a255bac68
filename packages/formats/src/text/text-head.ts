// SPDX-License-Identifier: Apache-2.0
import { unfinishedTail } from './utf8-extent.js';

/** Longest text that is kept whole. */
export const MAX_WHOLE_TEXT_BYTES = 256 * 1024;
/** Longest one that is a file by itself and begins with front matter: cards with results of hundreds of benchmarks are that long. */
export const MAX_WHOLE_CARD_BYTES = 4 * 1024 * 1024;
/** What is kept of the beginning of a longer one. */
export const TEXT_HEAD_BYTES = 4 * 1024;

const FRONT_MATTER = /^\uFEFF?\s*---[ \t]*(?:\r\n?|\n)/;

/** Keeps a short text whole, and of a longer one its beginning. */
export class TextHead {
  #pieces: Buffer[] = [];
  #bytes = 0;
  #complete = true;
  #maxBytes: number | undefined;

  /** @param maxCardBytes - of one that begins with front matter */
  constructor(private readonly maxCardBytes = MAX_WHOLE_TEXT_BYTES) {}

  push(piece: Buffer): void {
    if (!this.#complete) return;
    this.#pieces.push(Buffer.from(piece.subarray(0, this.maxCardBytes)));
    this.#bytes += piece.length;
    if (this.#bytes <= MAX_WHOLE_TEXT_BYTES) return;
    this.#maxBytes ??= isCard(this.#pieces) ? this.maxCardBytes : MAX_WHOLE_TEXT_BYTES;
    this.#complete = this.#bytes <= this.#maxBytes;
    if (!this.#complete) this.#pieces = [beginning(Buffer.concat(this.#pieces))];
  }

  result(): { readonly text: string; readonly complete: boolean } {
    return { text: Buffer.concat(this.#pieces).toString(), complete: this.#complete };
  }
}

/** Of a text that was kept whole the beginning alone. */
export const beginningOf = (text: string): string => beginning(Buffer.from(text.slice(0, TEXT_HEAD_BYTES))).toString();

const isCard = (pieces: readonly Buffer[]): boolean => FRONT_MATTER.test(beginning(Buffer.concat(pieces)).toString());

function beginning(bytes: Buffer): Buffer {
  const cut = bytes.subarray(0, TEXT_HEAD_BYTES);
  return cut.subarray(0, cut.length - unfinishedTail(cut));
}
