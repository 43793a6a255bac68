// SPDX-License-Identifier: Apache-2.0

/** Keeps the last bytes of a stream as it passes by; each byte is copied once. */
export class FileTail {
  #pieces: Buffer[] = [];
  #bytes = 0;

  constructor(readonly maxBytes: number) {}

  push(piece: Buffer): void {
    const kept = Buffer.from(piece.subarray(-this.maxBytes));
    this.#pieces.push(kept);
    this.#bytes += kept.length;
    while (this.#bytes - (this.#pieces[0]?.length ?? 0) >= this.maxBytes) {
      this.#bytes -= this.#pieces.shift()?.length ?? 0;
    }
  }

  /** At most `maxBytes`. */
  bytes(): Buffer {
    return Buffer.concat(this.#pieces).subarray(-this.maxBytes);
  }
}
