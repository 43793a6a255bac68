// SPDX-License-Identifier: Apache-2.0

/** Longest name that is taken for one. */
const MAX_NAME_BYTES = 255;
/** What stands last, before zeros: the place and size of what is free. */
const FREE_BLOCK_BYTES = 16;

/**
 * Whether bytes are the names of a group that has grown since: libhdf5 then writes them elsewhere, and leaves the old ones where
 * they were. They are printable, and each ends with zeros; there is no line in them that anything could run.
 */
export function areOldNames(bytes: Buffer): boolean {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  let nameBytes = 0;
  for (const byte of bytes.subarray(0, Math.max(0, Math.ceil(end / 8) * 8 - FREE_BLOCK_BYTES))) {
    if (byte !== 0 && (byte < 0x20 || byte > 0x7e)) return false;
    nameBytes = byte === 0 ? 0 : nameBytes + 1;
    if (nameBytes > MAX_NAME_BYTES) return false;
  }
  return true;
}
