// SPDX-License-Identifier: Apache-2.0

const MODULUS = 65521;
/** Most bytes whose sums stay below 2^32 when each is 255, as zlib has it. */
const RUN_BYTES = 5552;

/** The checksum of zlib (RFC 1950). @param before - of the bytes before */
export function adler32(bytes: Buffer, before = 1): number {
  let low = before & 0xffff;
  let high = before >>> 16;
  for (let start = 0; start < bytes.length; start += RUN_BYTES) {
    const end = Math.min(bytes.length, start + RUN_BYTES);
    for (let i = start; i < end; i++) {
      low += bytes[i] ?? 0;
      high += low;
    }
    low %= MODULUS;
    high %= MODULUS;
  }
  return ((high << 16) | low) >>> 0;
}
