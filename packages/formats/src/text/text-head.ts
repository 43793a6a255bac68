// SPDX-License-Identifier: Apache-2.0
import { unfinishedTail } from './utf8-extent.js';

/** Longest text that is kept whole. */
export const MAX_WHOLE_TEXT_BYTES = 256 * 1024;
/** What is kept of the beginning of a longer one. */
export const TEXT_HEAD_BYTES = 4 * 1024;

/** Keeps a short text whole, and of a longer one its beginning. */
export class TextHead {
  #pieces: Buffer[] = [];
  #bytes = 0;
  #complete = true;

  push(piece: Buffer): void {
    if (!this.#complete) return;
    this.#pieces.push(Buffer.from(piece.subarray(0, MAX_WHOLE_TEXT_BYTES)));
    this.#bytes += piece.length;
    this.#complete = this.#bytes <= MAX_WHOLE_TEXT_BYTES;
    if (!this.#complete) this.#pieces = [beginning(Buffer.concat(this.#pieces))];
  }

  result(): { readonly text: string; readonly complete: boolean } {
    return { text: Buffer.concat(this.#pieces).toString(), complete: this.#complete };
  }
}

function beginning(bytes: Buffer): Buffer {
  const cut = bytes.subarray(0, TEXT_HEAD_BYTES);
  return cut.subarray(0, cut.length - unfinishedTail(cut));
}
