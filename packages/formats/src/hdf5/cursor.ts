// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import type { FileBytes } from './file-bytes.js';

/** Longest text that ends with a zero byte. */
const MAX_TEXT_BYTES = 64 * 1024;

/** Reads the fields of a structure one after another, none beyond its end. */
export class Cursor {
  /** @param end - offset behind the structure */
  constructor(
    readonly file: FileBytes,
    public at: number,
    readonly end: number,
  ) {}

  get left(): number {
    return this.end - this.at;
  }

  bytes(count: number): Buffer {
    const at = this.skip(count);
    return this.file.bytes(at, count);
  }

  number(bytes: 1 | 2 | 4): number {
    return this.file.number(this.skip(bytes), bytes);
  }

  /** A number of 1, 2, 4 or 8 bytes, or any number up to it; beyond 2^53 it is not exact. */
  wide(bytes: number): number {
    let value = 0;
    for (const [i, byte] of this.bytes(bytes).entries()) value += byte * 2 ** (8 * i);
    return value;
  }

  length(): number {
    return this.file.length(this.skip(this.file.lengthBytes));
  }

  address(): number | undefined {
    return this.file.address(this.skip(this.file.offsetBytes));
  }

  /** @throws Malformed where the structure has no such version */
  version(what: string, ...known: readonly number[]): number {
    const version = this.number(1);
    if (!known.includes(version)) throw new Malformed(`${what} of version ${version}`, this.at - 1);
    return version;
  }

  /** Text up to a zero byte, which is passed over. @throws Malformed where it has more than {@link MAX_TEXT_BYTES} */
  terminated(): string {
    for (let window = 256; ; window *= 4) {
      const bytes = this.file.bytes(this.at, Math.min(window, this.left));
      const end = bytes.indexOf(0);
      if (end >= 0) {
        this.at += end + 1;
        return bytes.toString('utf8', 0, end);
      }
      if (window >= Math.min(this.left, MAX_TEXT_BYTES)) throw new Malformed('a text does not end', this.at);
    }
  }

  /** @returns the offset that it was at. @throws Malformed past the end */
  skip(count: number): number {
    const { at } = this;
    if (count > this.left) throw new Malformed('a structure is longer than its place', at);
    this.at += count;
    return at;
  }
}
