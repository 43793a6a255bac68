// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../../reading/drive.js';

const START_ENTRIES = 1024;

/** Memory for the blocks of a stream: it grows with them, for a stream may be a few bytes, and there may be many. */
export class BlockMemory {
  #entries = new Uint32Array(START_ENTRIES);

  /** @param maxBytes - of a block; each takes an entry */
  constructor(private readonly maxBytes: number) {}

  /** Entries, so many at least; what was in them stays. @throws Malformed when there may not be so many */
  room(bytes: number): Uint32Array {
    if (bytes > this.maxBytes) throw new Malformed('a bzip2 block of more bytes than it may have');
    if (bytes > this.#entries.length) {
      const grown = new Uint32Array(Math.min(this.maxBytes, Math.max(bytes, this.#entries.length * 2)));
      grown.set(this.#entries);
      this.#entries = grown;
    }
    return this.#entries;
  }
}
