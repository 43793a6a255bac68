// SPDX-License-Identifier: Apache-2.0

const PRIME_1 = 0x9e3779b1;
const PRIME_2 = 0x85ebca77;
const PRIME_3 = 0xc2b2ae3d;
const PRIME_4 = 0x27d4eb2f;
const PRIME_5 = 0x165667b1;
/** Bytes that are taken at a time. */
const STRIPE_BYTES = 16;

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));
const round = (lane: number, input: number): number =>
  Math.imul(rotate((lane + Math.imul(input, PRIME_2)) | 0, 13), PRIME_1);

/**
 * XXH32 with seed 0, over bytes that arrive in pieces: the checksum of LZ4 frames.
 *
 * @see https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
 */
export class Xxh32 {
  readonly #lanes = new Int32Array([PRIME_1 + PRIME_2, PRIME_2, 0, -PRIME_1]);
  readonly #stripe = Buffer.alloc(STRIPE_BYTES);
  #stripeBytes = 0;
  #sizeBytes = 0;

  update(bytes: Buffer): this {
    this.#sizeBytes += bytes.length;
    let at = 0;
    if (this.#stripeBytes > 0) {
      at = bytes.copy(this.#stripe, this.#stripeBytes);
      this.#stripeBytes += at;
      if (this.#stripeBytes < STRIPE_BYTES) return this;
      this.#take(this.#stripe, 0);
    }
    for (; at + STRIPE_BYTES <= bytes.length; at += STRIPE_BYTES) this.#take(bytes, at);
    this.#stripeBytes = bytes.copy(this.#stripe, 0, at);
    return this;
  }

  #take(bytes: Buffer, at: number): void {
    for (let i = 0; i < 4; i++) this.#lanes[i] = round(this.#lanes[i] ?? 0, bytes.readInt32LE(at + 4 * i));
  }

  digest(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#lanes;
    let hash = this.#sizeBytes < STRIPE_BYTES ? PRIME_5 : rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
    hash = (hash + this.#sizeBytes) | 0;
    let at = 0;
    for (; at + 4 <= this.#stripeBytes; at += 4) {
      hash = Math.imul(rotate((hash + Math.imul(this.#stripe.readInt32LE(at), PRIME_3)) | 0, 17), PRIME_4);
    }
    for (; at < this.#stripeBytes; at++) {
      hash = Math.imul(rotate((hash + Math.imul(this.#stripe[at] ?? 0, PRIME_5)) | 0, 11), PRIME_1);
    }
    hash = Math.imul(hash ^ (hash >>> 15), PRIME_2);
    hash = Math.imul(hash ^ (hash >>> 13), PRIME_3);
    return (hash ^ (hash >>> 16)) >>> 0;
  }
}

export const xxh32 = (bytes: Buffer): number => new Xxh32().update(bytes).digest();
