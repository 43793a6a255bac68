// SPDX-License-Identifier: Apache-2.0
import { isUtf8 } from 'node:buffer';

/** How far bytes are UTF-8. */
export interface Utf8Extent {
  /** bytes that are whole characters */
  readonly wholeBytes: number;
  /** what follows them is no UTF-8, whatever comes next; otherwise it is nothing, or the beginning of a character */
  readonly broken: boolean;
}

/** Tells whole characters from the beginning of one that goes on in the next chunk, and from what is no UTF-8. */
export function utf8Extent(bytes: Buffer): Utf8Extent {
  const wholeBytes = bytes.length - unfinishedTail(bytes);
  if (isUtf8(bytes.subarray(0, wholeBytes))) {
    const tail = bytes.subarray(wholeBytes);
    return { wholeBytes, broken: tail.length > 0 && !mayBegin(tail) };
  }
  return { wholeBytes: validPrefix(bytes), broken: true };
}

/** Length of a character that began in the last 3 bytes and may go on in the next chunk. */
export function unfinishedTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return characterBytes(byte) > back ? back : 0;
  }
  return 0;
}

const characterBytes = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1);

/** Some continuation makes it a character: tried with the lowest and the highest. */
function mayBegin(tail: Buffer): boolean {
  const missing = characterBytes(tail[0] ?? 0) - tail.length;
  return [0x80, 0xbf].some((fill) => isUtf8(Buffer.concat([tail, Buffer.alloc(missing, fill)])));
}

/** Bytes before the first that is no UTF-8: halves until one character is left. */
function validPrefix(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 16) {
    const middle = (good + bad) >>> 1;
    const piece = bytes.subarray(good, middle);
    const whole = middle - unfinishedTail(piece);
    if (isUtf8(bytes.subarray(good, whole))) good = whole;
    else bad = middle;
  }
  while (good < bytes.length) {
    const length = characterBytes(bytes[good] ?? 0);
    if (good + length > bytes.length || !isUtf8(bytes.subarray(good, good + length))) break;
    good += length;
  }
  return good;
}
