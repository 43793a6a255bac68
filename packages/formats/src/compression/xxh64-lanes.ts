// SPDX-License-Identifier: Apache-2.0

/** Halves of the two primes that rounds multiply by, for numbers of 64 bits are slow. */
const P1_HIGH = 0x9e3779b1;
const P1_LOW = 0x85ebca87;
const P2_HIGH = 0xc2b2ae3d;
const P2_LOW = 0x27d4eb4f;

/** The upper half of a product of two numbers of 32 bits. */
function upperHalf(a: number, b: number): number {
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const other = a0 * b1 + (middle & 0xffff);
  return (a1 * b1 + (middle >>> 16) + (other >>> 16)) | 0;
}

/** The four sums that XXH64 keeps of whole stripes. */
export class Xxh64Lanes {
  readonly #high = new Int32Array(4);
  readonly #low = new Int32Array(4);

  /** @param lanes - with which they begin */
  constructor(lanes: readonly bigint[]) {
    lanes.forEach((lane, i) => {
      this.#high[i] = Number(BigInt.asIntN(32, lane >> 32n));
      this.#low[i] = Number(BigInt.asIntN(32, lane));
    });
  }

  get values(): readonly bigint[] {
    return Array.from(this.#high, (high, i) => (BigInt(high >>> 0) << 32n) | BigInt((this.#low[i] ?? 0) >>> 0));
  }

  /** Takes a stripe of 32 bytes. */
  take(bytes: Buffer, at: number): void {
    for (let i = 0; i < 4; i++) this.#round(i, bytes.readInt32LE(at + 8 * i), bytes.readInt32LE(at + 8 * i + 4));
  }

  #round(lane: number, low: number, high: number): void {
    let sumLow = ((this.#low[lane] ?? 0) >>> 0) + (Math.imul(low, P2_LOW) >>> 0);
    const carry = sumLow > 0xffffffff ? 1 : 0;
    sumLow |= 0;
    const product = upperHalf(low, P2_LOW) + Math.imul(high, P2_LOW) + Math.imul(low, P2_HIGH);
    const sumHigh = ((this.#high[lane] ?? 0) + product + carry) | 0;
    // Rotated by 31.
    const turnedHigh = (sumHigh << 31) | (sumLow >>> 1);
    const turnedLow = (sumLow << 31) | (sumHigh >>> 1);
    this.#low[lane] = Math.imul(turnedLow, P1_LOW);
    this.#high[lane] = upperHalf(turnedLow, P1_LOW) + Math.imul(turnedHigh, P1_LOW) + Math.imul(turnedLow, P1_HIGH);
  }
}
