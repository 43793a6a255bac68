// SPDX-License-Identifier: Apache-2.0

/** Classes of bytes outside of strings. */
export const SPACE = 1;
export const WORD = 2;
export const CLASSES = new Uint8Array(256);
for (const char of ' \t\r\n') CLASSES[char.charCodeAt(0)] = SPACE;
for (const char of '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+-.')
  CLASSES[char.charCodeAt(0)] = WORD;

/** Bytes of a string that stand for themselves; the others end it, escape something or may not be there. */
export const PLAIN = new Uint8Array(256).fill(1, 0x20);
PLAIN[0x22] = 0;
PLAIN[0x5c] = 0;

/** Bytes at the beginning that are space to JSON. */
export function spaceBytes(bytes: Buffer): number {
  let count = 0;
  while (count < bytes.length && CLASSES[bytes[count] ?? 0] === SPACE) count++;
  return count;
}

/** Digits alone, few of them: what most numbers are that nobody wants. */
export function isPlainInteger(bytes: Buffer, start: number, end: number): boolean {
  if (end - start > 15 || (bytes[start] === 0x30 && end - start > 1)) return false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x30 || byte > 0x39) return false;
  }
  return true;
}
