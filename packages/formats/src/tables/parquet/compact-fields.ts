// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../../reading/drive.js';

/** Types of the compact protocol of Thrift, as they stand in files. */
export const COMPACT = {
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  map: 11,
  struct: 12,
} as const;
/** Deepest nesting that is followed; Parquet has five. */
const MAX_DEPTH = 32;
/** Bytes of a varint of 64 bits. */
const MAX_VARINT_BYTES = 10;

/** A field of a struct. */
export interface CompactField {
  readonly id: number;
  readonly type: number;
}

/**
 * Reads values of the compact protocol of Thrift from bytes that are there whole. Every value takes a byte at least, so that no
 * count of the file makes more work than it has bytes.
 *
 * @see https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export class CompactFields {
  #at = 0;

  /** @param start - of the bytes in the part, for messages */
  constructor(
    private readonly bytes: Buffer,
    private readonly start: number,
  ) {}

  /** Calls for each field of a struct; `read` reads the value, or leaves it with `skip`. @throws Malformed */
  struct(read: (field: CompactField) => void): void {
    for (let id = 0; ;) {
      const head = this.#byte();
      if (head === 0) return;
      const [delta, type] = [head >> 4, head & 15];
      id = delta === 0 ? Number(this.#zigzag()) : id + delta;
      read({ id, type });
    }
  }

  /** Calls for each item of a list. @throws Malformed for a value of another type, and items of another than `itemType` */
  list({ type }: CompactField, itemType: number, read: (index: number) => void): void {
    if (type !== COMPACT.list) throw this.#wrong('a list');
    const [count, found] = this.#listHead();
    if (count > 0 && found !== itemType) throw this.#wrong('a list of another type');
    for (let i = 0; i < count; i++) read(i);
  }

  /** @returns undefined beyond 2^53. @throws Malformed */
  integer({ type }: CompactField): number | undefined {
    if (type < COMPACT.i16 || type > COMPACT.i64) throw this.#wrong('an integer');
    const value = Number(this.#zigzag());
    return Number.isSafeInteger(value) ? value : undefined;
  }

  /** @param maxBytes - of what is kept. @returns undefined for a longer one. @throws Malformed */
  text({ type }: CompactField, maxBytes: number): string | undefined {
    if (type !== COMPACT.binary) throw this.#wrong('a text');
    const bytes = this.#take(Number(this.#varint()));
    return bytes.length > maxBytes ? undefined : bytes.toString('utf8');
  }

  /** @throws Malformed */
  skip({ type }: Pick<CompactField, 'type'>): void {
    this.#skip(type, 0, false);
  }

  #skip(type: number, depth: number, inList: boolean): void {
    if (depth > MAX_DEPTH) throw this.#wrong('so deep a value');
    if (type === COMPACT.true || type === COMPACT.false) {
      // Within a struct, the type is the value.
      if (inList) this.#byte();
    } else if (type === COMPACT.byte) this.#byte();
    else if (type >= COMPACT.i16 && type <= COMPACT.i64) this.#varint();
    else if (type === COMPACT.double) this.#take(8);
    else if (type === COMPACT.binary) this.#take(Number(this.#varint()));
    else if (type === COMPACT.list || type === COMPACT.set) {
      const [count, itemType] = this.#listHead();
      for (let i = 0; i < count; i++) this.#skip(itemType, depth + 1, true);
    } else if (type === COMPACT.map) this.#skipMap(depth);
    else if (type === COMPACT.struct) this.struct((field) => this.#skip(field.type, depth + 1, false));
    else throw this.#wrong(`type ${type}`);
  }

  #skipMap(depth: number): void {
    const count = Number(this.#varint());
    if (count === 0) return;
    const types = this.#byte();
    for (let i = 0; i < count; i++) {
      this.#skip(types >> 4, depth + 1, true);
      this.#skip(types & 15, depth + 1, true);
    }
  }

  #listHead(): readonly [count: number, type: number] {
    const head = this.#byte();
    return [head >> 4 === 15 ? Number(this.#varint()) : head >> 4, head & 15];
  }

  #byte(): number {
    const byte = this.bytes[this.#at];
    if (byte === undefined) throw this.#wrong('more bytes');
    this.#at++;
    return byte;
  }

  #varint(): bigint {
    let value = 0n;
    for (let i = 0; i < MAX_VARINT_BYTES; i++) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << BigInt(7 * i);
      if (byte < 0x80) return value;
    }
    throw this.#wrong('a shorter number');
  }

  #zigzag(): bigint {
    const value = this.#varint();
    return (value >> 1n) ^ -(value & 1n);
  }

  #take(length: number): Buffer {
    if (length > this.bytes.length - this.#at) throw this.#wrong(`${length} bytes`);
    const bytes = this.bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }

  #wrong(expected: string): Malformed {
    return new Malformed(`expected ${expected}`, this.start + this.#at);
  }
}
