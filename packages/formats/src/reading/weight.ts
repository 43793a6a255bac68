// SPDX-License-Identifier: Apache-2.0

/** What objects, their members and texts take on 64-bit engines, besides what is in them. */
const OBJECT_BYTES = 40;
const MEMBER_BYTES = 8;
const TEXT_BYTES = 24;

/**
 * About how much memory plain data takes. Texts count two bytes a character.
 *
 * @param enough - what is more than that need not be known
 */
export function weigh(data: unknown, enough = Infinity): number {
  const open: unknown[] = [data];
  let bytes = 0;
  for (let value = open.pop(); bytes <= enough && (value !== undefined || open.length > 0); value = open.pop()) {
    if (typeof value === 'string') bytes += TEXT_BYTES + 2 * value.length;
    else if (typeof value === 'object' && value !== null) {
      const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
      bytes += OBJECT_BYTES + MEMBER_BYTES * members.length;
      for (const member of members) if (typeof member === 'string' || typeof member === 'object') open.push(member);
    }
  }
  return bytes;
}
