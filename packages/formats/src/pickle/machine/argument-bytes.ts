// SPDX-License-Identifier: Apache-2.0

export const LF = 0x0a;

/** Where the next line feed is. Lines are short: asking the buffer costs more than looking. */
export function feedAfter(bytes: Buffer, start: number): number {
  const near = Math.min(bytes.length, start + 32);
  for (let at = start; at < near; at++) if (bytes[at] === LF) return at;
  return bytes.indexOf(LF, near);
}

/** A length in little endian, of 1, 4 or 8 bytes. */
export function lengthAt(bytes: Buffer, at: number, size: number): number {
  if (size === 1) return bytes[at] ?? 0;
  // BINSTRING and LONG4 have signed lengths: a negative one is as much too long as an unsigned one.
  if (size === 4) return bytes.readUInt32LE(at);
  return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;
}
