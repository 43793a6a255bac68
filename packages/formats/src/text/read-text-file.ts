// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import { CutShort } from '../reading/byte-stream.js';
import { Malformed } from '../reading/drive.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { HiddenCharacterScan } from './hidden-characters.js';
import { parseLfsPointer } from './lfs-pointer.js';
import type { TextContent } from './text-content.js';
import { MAX_WHOLE_CARD_BYTES, MAX_WHOLE_TEXT_BYTES, TextHead } from './text-head.js';
import { CONTROL } from './text-scan.js';
import { utf8Extent } from './utf8-extent.js';

/**
 * Reads a part as UTF-8 text without control characters. One with a few of them is none, and not recognised: but what it says is
 * kept, for whoever looks for words in it.
 */
export function* readTextFile(stream: ByteStream, part: PartBuilder): Reading {
  const hidden = new HiddenCharacterScan();
  const lines = new LineLengths();
  const isMember = part.place.path.length > 0;
  const head = new TextHead(isMember ? MAX_WHOLE_TEXT_BYTES : MAX_WHOLE_CARD_BYTES);
  const controls = new ControlCharacters();
  let carry = Buffer.alloc(0);
  yield* stream.each(Infinity, (piece) => {
    const bytes = carry.length > 0 ? Buffer.concat([carry, piece]) : piece;
    const offset = stream.offset - bytes.length;
    const { wholeBytes, broken } = utf8Extent(bytes);
    const whole = bytes.subarray(0, wholeBytes);
    controls.push(whole, offset);
    if (broken) throw new Malformed('not UTF-8', offset + wholeBytes);
    carry = Buffer.from(bytes.subarray(wholeBytes));
    hidden.push(whole, offset);
    lines.push(whole);
    head.push(whole);
  });
  if (carry.length > 0) throw new CutShort(stream.offset);
  const { count, fault } = controls;
  if (count > 0 && stream.offset < count * BYTES_PER_CONTROL) throw fault();
  part.content = { ...contentOf(head, lines.longest, hidden), ...(count > 0 && { controls: count }) };
  if (count > 0) throw fault();
  part.recognised = true;
}

/** Most control characters of what still may be meant as a text, and least bytes of it for each. */
const MAX_CONTROLS = 16;
const BYTES_PER_CONTROL = 16;

/** Counts control characters. */
class ControlCharacters {
  count = 0;
  #first = 0;

  /** @throws Malformed beyond the few */
  push(bytes: Buffer, offset: number): void {
    const text = bytes.toString('latin1');
    const found = text.search(CONTROL);
    if (found < 0) return;
    if (this.count === 0) this.#first = offset + found;
    for (let at = found; at < text.length; at++) {
      if (CONTROL.test(text.charAt(at)) && ++this.count > MAX_CONTROLS) throw this.fault();
    }
  }

  readonly fault = (): Malformed => new Malformed('a control character', this.#first);
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
