// SPDX-License-Identifier: Apache-2.0
import { isUtf8 } from 'node:buffer';
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import { Malformed } from '../reading/drive.js';

/** How numbers are written in a file. */
export interface GgufEncoding {
  readonly version: number;
  readonly big: boolean;
}

/** A string, as far as it was kept. */
export interface GgufString {
  readonly sizeBytes: number;
  /** undefined: longer than was wanted; what is no UTF-8 is replaced */
  readonly text?: string;
  readonly isUtf8: boolean;
}

/** Reads the fields that GGUF is made of. Lengths are attacker-controlled. */
export class GgufFields {
  constructor(
    readonly stream: ByteStream,
    readonly encoding: GgufEncoding,
    /** of the part, where that is known */
    private readonly partBytes: number | undefined,
  ) {}

  get offset(): number {
    return this.stream.offset;
  }

  *u32(): Reading<number> {
    const bytes = yield* this.stream.take(4);
    return this.encoding.big ? bytes.readUInt32BE() : bytes.readUInt32LE();
  }

  *u64(): Reading<bigint> {
    const bytes = yield* this.stream.take(8);
    return this.encoding.big ? bytes.readBigUInt64BE() : bytes.readBigUInt64LE();
  }

  /** A count, a length or a dimension: of 32 bits in version 1. @throws Malformed beyond 2^53 */
  *size(): Reading<number> {
    if (this.encoding.version === 1) return yield* this.u32();
    const offset = this.offset;
    const value = yield* this.u64();
    if (value > Number.MAX_SAFE_INTEGER) throw new Malformed(`a size of ${value}`, offset);
    return Number(value);
  }

  /** @throws Malformed where so many bytes cannot follow */
  expectBytes(count: number, what: string): void {
    if (count > (this.partBytes ?? Infinity) - this.offset)
      throw new Malformed(`${what} of ${count} bytes`, this.offset);
  }

  /** @param keepBytes - at most 1 MiB: the text of a longer one is passed over */
  *string(keepBytes: number): Reading<GgufString> {
    const sizeBytes = yield* this.size();
    this.expectBytes(sizeBytes, 'a string');
    if (sizeBytes > keepBytes) {
      yield* this.stream.skip(sizeBytes);
      return { sizeBytes, isUtf8: true };
    }
    const bytes = yield* this.stream.take(sizeBytes);
    return { sizeBytes, text: bytes.toString(), isUtf8: isUtf8(bytes) };
  }
}
