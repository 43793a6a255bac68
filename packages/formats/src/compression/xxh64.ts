// SPDX-License-Identifier: Apache-2.0
import { Xxh64Lanes } from './xxh64-lanes.js';

const PRIME_1 = 0x9e3779b185ebca87n;
const PRIME_2 = 0xc2b2ae3d27d4eb4fn;
const PRIME_3 = 0x165667b19e3779f9n;
const PRIME_4 = 0x85ebca77c2b2ae63n;
const PRIME_5 = 0x27d4eb2f165667c5n;
/** Bytes that are taken at a time. */
const STRIPE_BYTES = 32;

const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, bits: bigint): bigint => wrap((value << bits) | (value >> (64n - bits)));
const round = (lane: bigint, input: bigint): bigint => wrap(rotate(wrap(lane + input * PRIME_2), 31n) * PRIME_1);

function merge(lanes: readonly bigint[]): bigint {
  const [a = 0n, b = 0n, c = 0n, d = 0n] = lanes;
  const sum = wrap(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n));
  return lanes.reduce((hash, lane) => wrap((hash ^ round(0n, lane)) * PRIME_1 + PRIME_4), sum);
}

/**
 * XXH64 with seed 0, over bytes that arrive in pieces: the checksum of Zstandard.
 *
 * @see https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
 */
export class Xxh64 {
  readonly #lanes = new Xxh64Lanes([PRIME_1 + PRIME_2, PRIME_2, 0n, -PRIME_1]);
  readonly #stripe = Buffer.alloc(STRIPE_BYTES);
  #stripeBytes = 0;
  #sizeBytes = 0;

  update(bytes: Buffer): void {
    this.#sizeBytes += bytes.length;
    let at = 0;
    if (this.#stripeBytes > 0) {
      at = bytes.copy(this.#stripe, this.#stripeBytes);
      this.#stripeBytes += at;
      if (this.#stripeBytes < STRIPE_BYTES) return;
      this.#lanes.take(this.#stripe, 0);
    }
    for (; at + STRIPE_BYTES <= bytes.length; at += STRIPE_BYTES) this.#lanes.take(bytes, at);
    this.#stripeBytes = bytes.copy(this.#stripe, 0, at);
  }

  /** The lower half, which is what Zstandard keeps. */
  digestLow(): number {
    let hash = this.#sizeBytes < STRIPE_BYTES ? PRIME_5 : merge(this.#lanes.values);
    hash = wrap(hash + BigInt(this.#sizeBytes));
    const rest = this.#stripe.subarray(0, this.#stripeBytes);
    let at = 0;
    for (; at + 8 <= rest.length; at += 8) {
      hash = wrap(rotate(hash ^ round(0n, rest.readBigUInt64LE(at)), 27n) * PRIME_1 + PRIME_4);
    }
    if (at + 4 <= rest.length) {
      hash = wrap(rotate(hash ^ wrap(BigInt(rest.readUInt32LE(at)) * PRIME_1), 23n) * PRIME_2 + PRIME_3);
      at += 4;
    }
    for (; at < rest.length; at++) hash = wrap(rotate(hash ^ wrap(BigInt(rest[at] ?? 0) * PRIME_5), 11n) * PRIME_1);
    hash = wrap((hash ^ (hash >> 33n)) * PRIME_2);
    hash = wrap((hash ^ (hash >> 29n)) * PRIME_3);
    return Number(BigInt.asUintN(32, hash ^ (hash >> 32n)));
  }
}
