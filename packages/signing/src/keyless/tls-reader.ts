// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

/**
 * Reads the encoding of TLS, which certificate timestamps are written in. Every method throws `INPUT_MALFORMED` at the end.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5246 section 4
 */
export class TlsReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  bytes(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw malformed();
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }

  uint(sizeBytes: number): number {
    return this.bytes(sizeBytes).readUIntBE(0, sizeBytes);
  }

  /** Bytes with their length before them. */
  vector(lengthBytes: number): Buffer {
    return this.bytes(this.uint(lengthBytes));
  }

  /** Checks that nothing is left. */
  end(): void {
    if (!this.atEnd) throw malformed();
  }
}

const malformed = (): MpkError => new MpkError('INPUT_MALFORMED', 'a certificate timestamp cannot be read');
