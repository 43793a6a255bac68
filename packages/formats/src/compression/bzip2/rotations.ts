// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../../reading/drive.js';

/** Bytes that are given out at a time. */
const OUTPUT_BYTES = 64 * 1024;
/** So many equal bytes are followed by a count of more. */
const RUN_BYTES = 4;

/**
 * Undoes the Burrows-Wheeler transform of a block, and the runs of equal bytes that were shortened before it.
 *
 * @param block - transformed bytes; is overwritten
 * @param origin - which of the sorted rotations is the block
 */
export function untransform(block: Uint32Array, origin: number, write: (bytes: Buffer) => void): void {
  if (origin >= block.length) throw new Malformed('origin of a bzip2 block');
  linkRotations(block);
  const output = Buffer.allocUnsafe(OUTPUT_BYTES);
  let length = 0;
  let previous = -1;
  let run = 0;
  let entry = block[origin] ?? 0;
  for (let i = 0; i < block.length; i++) {
    entry = block[entry >>> 8] ?? 0;
    const byte = entry & 0xff;
    let count = 1;
    if (run === RUN_BYTES) {
      count = byte;
      run = 0;
    } else {
      run = byte === previous ? run + 1 : 1;
      previous = byte;
    }
    if (length + count > OUTPUT_BYTES) {
      write(output.subarray(0, length));
      length = 0;
    }
    output.fill(previous, length, length + count);
    length += count;
  }
  write(output.subarray(0, length));
}

/** Puts above each byte where in the block the byte after it stands. */
function linkRotations(block: Uint32Array): void {
  const starts = new Uint32Array(257);
  for (const byte of block) starts[byte + 1] = (starts[byte + 1] ?? 0) + 1;
  for (let byte = 0; byte < 256; byte++) starts[byte + 1] = (starts[byte + 1] ?? 0) + (starts[byte] ?? 0);
  for (let i = 0; i < block.length; i++) {
    const byte = (block[i] ?? 0) & 0xff;
    const at = starts[byte] ?? 0;
    starts[byte] = at + 1;
    block[at] = (block[at] ?? 0) | (i << 8);
  }
}
