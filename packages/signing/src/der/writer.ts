// SPDX-License-Identifier: Apache-2.0

/** One DER element: tag, length, then the parts. At most 64 KiB. */
export function derElement(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

/** INTEGER of a whole number below 2^31. */
export function derInteger(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return derUnsigned(bytes);
}

/** INTEGER of a number that is not negative, given in big-endian bytes. */
export function derUnsigned(bigEndian: Uint8Array): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(1), bigEndian]);
  let start = 0;
  // Drop leading zeros as long as the number stays positive.
  while (start < bytes.length - 1 && bytes[start] === 0 && ((bytes[start + 1] ?? 0) & 0x80) === 0) start++;
  return derElement(0x02, bytes.subarray(start));
}

/** OBJECT IDENTIFIER of a dotted text. */
export function derOid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return derElement(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(arc: number): number[] {
  const bytes = [arc & 0x7f];
  for (let left = arc >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}
