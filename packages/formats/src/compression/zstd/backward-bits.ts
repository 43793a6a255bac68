// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../../reading/drive.js';

/** Most bits that lie in four bytes, wherever they begin. */
const WORD_BITS = 25;

/** Reads bits from the end of bytes to their beginning, as Zstandard writes them: the last bit that is set is the end. */
export class BackwardBits {
  /** bits that are left; below zero when more were read than there are */
  left: number;

  constructor(private readonly bytes: Buffer) {
    const last = bytes.at(-1) ?? 0;
    if (last === 0) throw new Malformed('bits of Zstandard without an end');
    this.left = bytes.length * 8 - Math.clz32(last) + 24 - 1;
  }

  /** Zeros stand for bits before the beginning. */
  read(count: number): number {
    if (count > WORD_BITS) return this.read(count - 16) * 0x10000 + this.read(16);
    this.left -= count;
    if (count === 0) return 0;
    return this.left >= 0 ? this.#at(this.left, count) : this.#beforeBeginning(count);
  }

  #beforeBeginning(count: number): number {
    const missing = -this.left;
    return missing >= count ? 0 : this.#at(0, count - missing) << missing;
  }

  #at(place: number, count: number): number {
    const { bytes } = this;
    const i = place >> 3;
    const word =
      (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24);
    return (word >>> (place & 7)) & ((1 << count) - 1);
  }
}
