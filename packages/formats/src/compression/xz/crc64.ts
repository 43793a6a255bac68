// SPDX-License-Identifier: Apache-2.0

/** ECMA-182, reflected; in halves, for numbers of 64 bits are slow. */
const POLYNOMIAL_HIGH = 0xc96c5795;
const POLYNOMIAL_LOW = 0xd7870f42;

const HIGH = new Int32Array(256);
const LOW = new Int32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let high = 0;
  let low = byte;
  for (let i = 0; i < 8; i++) {
    const isOdd = (low & 1) === 1;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (!isOdd) continue;
    low ^= POLYNOMIAL_LOW;
    high ^= POLYNOMIAL_HIGH;
  }
  HIGH[byte] = high;
  LOW[byte] = low;
}

/** The CRC-64 of xz, over bytes that arrive in pieces. */
export class Crc64 {
  #high = -1;
  #low = -1;

  update(bytes: Buffer): void {
    let high = this.#high;
    let low = this.#low;
    for (const byte of bytes) {
      const index = (low ^ byte) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (LOW[index] ?? 0);
      high = (high >>> 8) ^ (HIGH[index] ?? 0);
    }
    this.#high = high;
    this.#low = low;
  }

  /** Eight bytes, the lowest first. */
  digest(): Buffer {
    const digest = Buffer.alloc(8);
    digest.writeInt32LE(~this.#low, 0);
    digest.writeInt32LE(~this.#high, 4);
    return digest;
  }
}
