// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib';
import type { ByteStream, Reading } from '../../reading/byte-stream.js';
import { Malformed } from '../../reading/drive.js';

/** Longest number, in bytes of seven bits each. */
const MAX_NUMBER_BYTES = 9;

/** Reads the fields of a header or index, of which the checksum stands after them. */
export class XzFields {
  #crc = 0;
  #sizeBytes = 0;

  constructor(private readonly input: ByteStream) {}

  /** Bytes that were taken. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  *take(count: number): Reading<Buffer> {
    const bytes = Buffer.from(yield* this.input.take(count));
    this.#crc = crc32(bytes, this.#crc);
    this.#sizeBytes += count;
    return bytes;
  }

  /** A number of seven bits a byte, the lowest first, in as few bytes as it needs. */
  *number(): Reading<number> {
    let value = 0;
    for (let i = 0; i < MAX_NUMBER_BYTES; i++) {
      const [byte = 0] = yield* this.take(1);
      value += (byte & 0x7f) * 2 ** (7 * i);
      if ((byte & 0x80) !== 0) continue;
      if ((byte === 0 && i > 0) || !Number.isSafeInteger(value)) break;
      return value;
    }
    throw new Malformed('a number of an xz stream');
  }

  /** Zeros up to a multiple of four, or up to a length. */
  *padding(upTo = Math.ceil(this.#sizeBytes / 4) * 4): Reading {
    if (this.#sizeBytes > upTo) throw new Malformed('a field of an xz stream');
    const zeros = yield* this.take(upTo - this.#sizeBytes);
    if (zeros.some((byte) => byte !== 0)) throw new Malformed('padding of an xz stream');
  }

  /** @throws Malformed when the checksum after the fields is another: where they lead is in doubt */
  *checksum(): Reading {
    const expected = this.#crc;
    this.#sizeBytes += 4;
    if ((yield* this.input.take(4)).readUInt32LE(0) !== expected) throw new Malformed('CRC-32 of a header of xz');
  }
}
