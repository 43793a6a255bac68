// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';

/** Longest varint, of 64 bits. */
const MAX_VARINT_BYTES = 10;

/** A varint whose bytes arrive one by one. */
export class Varint {
  #length = 0;
  #low = 0;
  #middle = 0;
  #high = 0;

  /** Bytes that it has so far. */
  get length(): number {
    return this.#length;
  }

  reset(): void {
    this.#length = this.#low = this.#middle = this.#high = 0;
  }

  /** @returns whether this was its last byte. @throws Malformed where it has more than 64 bits */
  add(byte: number, offset: number): boolean {
    const bits = byte & 0x7f;
    const at = this.#length++;
    if (at < 4) this.#low += bits << (7 * at);
    else if (at < 8) this.#middle += bits << (7 * (at - 4));
    else this.#high += bits << (7 * (at - 8));
    if (this.#length === MAX_VARINT_BYTES && byte > 1) throw new Malformed('a number has more than 64 bits', offset);
    return byte < 0x80;
  }

  /** As an unsigned number; beyond 2^53 it is not exact. */
  get unsigned(): number {
    return this.#low + this.#middle * 2 ** 28 + this.#high * 2 ** 56;
  }

  /** As a signed number of 64 bits in two's complement; beyond 2^53 it is not exact. */
  get signed(): number {
    if (this.#high < 0x80) return this.unsigned;
    const value = BigInt(this.#low) + (BigInt(this.#middle) << 28n) + (BigInt(this.#high) << 56n);
    return Number(BigInt.asIntN(64, value));
  }
}

/** @returns the varints of a packed field, those that are whole */
export function packedNumbers(bytes: Buffer, offset: number): number[] {
  const numbers: number[] = [];
  const varint = new Varint();
  for (const byte of bytes) {
    if (!varint.add(byte, offset)) continue;
    numbers.push(varint.signed);
    varint.reset();
  }
  return numbers;
}
