// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import { CutShort } from '../reading/byte-stream.js';
import { Malformed } from '../reading/drive.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { HiddenCharacterScan } from './hidden-characters.js';
import { parseLfsPointer } from './lfs-pointer.js';
import type { TextContent } from './text-content.js';
import { TextHead } from './text-head.js';
import { CONTROL } from './text-scan.js';
import { utf8Extent } from './utf8-extent.js';

/** Reads a part as UTF-8 text without control characters; it is none as soon as one is met. */
export function* readTextFile(stream: ByteStream, part: PartBuilder): Reading {
  const hidden = new HiddenCharacterScan();
  const lines = new LineLengths();
  const head = new TextHead();
  let carry = Buffer.alloc(0);
  yield* stream.each(Infinity, (piece) => {
    const bytes = carry.length > 0 ? Buffer.concat([carry, piece]) : piece;
    const offset = stream.offset - bytes.length;
    const { wholeBytes, broken } = utf8Extent(bytes);
    const whole = bytes.subarray(0, wholeBytes);
    const control = whole.toString('latin1').search(CONTROL);
    if (control >= 0) throw new Malformed('a control character', offset + control);
    if (broken) throw new Malformed('not UTF-8', offset + wholeBytes);
    carry = Buffer.from(bytes.subarray(wholeBytes));
    hidden.push(whole, offset);
    lines.push(whole);
    head.push(whole);
  });
  if (carry.length > 0) throw new CutShort(stream.offset);
  part.recognised = true;
  part.content = contentOf(head, lines.longest, hidden);
}

function contentOf(head: TextHead, longestLineBytes: number, hidden: HiddenCharacterScan): TextContent {
  const { text, complete } = head.result();
  const lfsPointer = complete ? parseLfsPointer(text) : undefined;
  return {
    kind: 'text',
    text,
    complete,
    longestLineBytes,
    hidden: hidden.result(),
    ...(lfsPointer !== undefined && { lfsPointer }),
  };
}

const LINE_FEED = 0x0a;

/** The longest line, in bytes without its end. */
class LineLengths {
  longest = 0;
  #current = 0;

  push(bytes: Buffer): void {
    let start = 0;
    // Lines are short: a loop is faster than a search from one to the next.
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at] !== LINE_FEED) continue;
      this.longest = Math.max(this.longest, this.#current + at - start);
      this.#current = 0;
      start = at + 1;
    }
    this.#current += bytes.length - start;
    this.longest = Math.max(this.longest, this.#current);
  }
}
