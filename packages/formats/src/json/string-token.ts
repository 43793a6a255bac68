// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ESCAPED = new Set(Array.from('"\\/bfnrtu', (char) => char.charCodeAt(0)));

/** A string that is read piece by piece, from behind its opening quote. */
export class StringToken {
  /** more bytes than were to be kept */
  tooLong = false;
  /** half of a pair of code units without the other */
  loneSurrogate = false;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #escaped = false;
  /** 1 behind a backslash; 5 to 2 before the digits of a code unit */
  #escape = 0;
  #unit = 0;
  /** bytes read so far */
  #position = 0;
  /** behind the first half of a pair; -1 where there is none */
  #halfEnd = -1;

  /** @param keepBytes - more are not kept */
  constructor(private readonly keepBytes: number) {}

  /**
   * Reads on. @returns where the closing quote is; `end` where it does not come before that. @throws Malformed
   *
   * @param base - offset of the first of the bytes
   */
  read(bytes: Buffer, { at: start, end, base }: { at: number; end: number; base: number }): number {
    let at = start;
    while (at < end) {
      const byte = bytes[at] ?? 0;
      if (this.#escape > 0) this.#readEscape(byte, { position: this.#position + at - start, offset: base + at });
      else if (byte === QUOTE) break;
      else if (byte === BACKSLASH) {
        this.#escape = 1;
        this.#escaped = true;
      } else if (byte < 0x20) throw new Malformed('a control character in a string', base + at);
      at++;
    }
    this.#position += at - start;
    if (at < end && this.#halfEnd >= 0) this.loneSurrogate = true;
    this.#keep(bytes.subarray(start, at));
    return at;
  }

  /** Its text, once it was read to its end. */
  text(): string {
    const [piece] = this.#pieces;
    const raw = (this.#pieces.length === 1 && piece !== undefined ? piece : Buffer.concat(this.#pieces)).toString();
    // Only strings that JSON.parse reads come to here.
    return this.#escaped ? (JSON.parse(`"${raw}"`) as string) : raw;
  }

  #keep(piece: Buffer): void {
    if (this.tooLong || piece.length === 0) return;
    this.#bytes += piece.length;
    this.tooLong = this.#bytes > this.keepBytes;
    if (this.tooLong) this.#pieces = [];
    // A copy: the chunk is its owner's once the reader waits for more.
    else this.#pieces.push(Buffer.from(piece));
  }

  #readEscape(byte: number, { position, offset }: { position: number; offset: number }): void {
    if (this.#escape === 1) {
      if (!ESCAPED.has(byte)) throw new Malformed('an escape that JSON does not have', offset);
      this.#escape = byte === 0x75 ? 5 : 0;
      this.#unit = 0;
      return;
    }
    const digit = Number.parseInt(String.fromCharCode(byte), 16);
    if (Number.isNaN(digit)) throw new Malformed('an escape that JSON does not have', offset);
    this.#unit = this.#unit * 16 + digit;
    this.#escape--;
    if (this.#escape === 1) {
      this.#escape = 0;
      this.#pair(position + 1);
    }
  }

  /** @param unitEnd - position behind the six bytes of a code unit */
  #pair(unitEnd: number): void {
    const high = this.#unit >= 0xd800 && this.#unit <= 0xdbff;
    const low = this.#unit >= 0xdc00 && this.#unit <= 0xdfff;
    if (!high && !low) return;
    const paired = low && this.#halfEnd === unitEnd - 6;
    if (!paired && (low || this.#halfEnd >= 0)) this.loneSurrogate = true;
    this.#halfEnd = high ? unitEnd : -1;
  }
}
