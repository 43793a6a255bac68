// SPDX-License-Identifier: Apache-2.0
import type { RangeReader } from '@mpk/core';

const EMPTY = Buffer.alloc(0);

/** Ranges of bytes that are in memory. */
export const rangesOfBytes = (bytes: Buffer): RangeReader => ({
  sizeBytes: bytes.length,
  read: (offset, length) => (offset >= 0 ? bytes.subarray(offset, offset + length) : EMPTY),
});

/** Ranges of a part that lies in another one as it is. */
export function subRanges(outer: RangeReader, start: number, sizeBytes: number): RangeReader {
  const within = Math.max(0, Math.min(sizeBytes, outer.sizeBytes - start));
  return {
    sizeBytes: within,
    read: (offset, length) => {
      const end = Math.min(offset + length, within);
      return offset < 0 || end <= offset ? EMPTY : outer.read(start + offset, end - offset);
    },
  };
}
