// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import type { Claims } from '../reading/claims.js';
import { wideNumber, type PagedBytes } from '../reading/paged-bytes.js';

/** A file of FlatBuffers, of which the bytes are noted that something refers to. */
export interface FlatFile {
  readonly bytes: PagedBytes;
  readonly claims: Claims;
}

/** Elements of a vector. */
export interface Vector {
  /** of the first element */
  readonly at: number;
  readonly length: number;
}

/** Longest text that is read. */
const MAX_TEXT_BYTES = 64 * 1024;

/**
 * A table of FlatBuffers: fields are found by way of a vtable, which says where each of them is, or 0 where it is not.
 *
 * All that is refered to is checked to be in the file, and noted.
 *
 * @see https://flatbuffers.dev/internals/
 */
export class Table {
  readonly #vtable: Buffer;

  /** @throws Malformed */
  constructor(
    private readonly file: FlatFile,
    readonly at: number,
  ) {
    const { bytes, claims } = file;
    const vtableAt = at - bytes.bytes(at, 4).readInt32LE(0);
    const vtableBytes = bytes.number(vtableAt, 2);
    const tableBytes = bytes.number(vtableAt + 2, 2);
    if (vtableBytes < 4 || vtableBytes % 2 !== 0 || tableBytes < 4)
      throw new Malformed('a table that cannot be one', at);
    this.#vtable = bytes.bytes(vtableAt, vtableBytes);
    bytes.bytes(at, tableBytes);
    claims.once(vtableAt, vtableBytes, 'vtable');
    claims.once(at, tableBytes, 'table');
  }

  /** A number; 0 where it is not there. */
  number(field: number, bytes: 1 | 2 | 4 | 8): number {
    const at = this.#field(field, bytes);
    return at === undefined ? 0 : wideNumber(this.file.bytes.bytes(at, bytes));
  }

  /** As {@link number}, with a sign. @param absent - what it is where it is not there */
  signed(field: number, bytes: 1 | 4, absent = 0): number {
    const at = this.#field(field, bytes);
    return at === undefined ? absent : this.file.bytes.bytes(at, bytes).readIntLE(0, bytes);
  }

  text(field: number): string {
    const vector = this.vector(field, 1, 1);
    if (vector === undefined) return '';
    return this.file.bytes.bytes(vector.at, Math.min(vector.length, MAX_TEXT_BYTES)).toString('utf8');
  }

  /** @returns where it refers to; undefined where it is not there */
  table(field: number): Table | undefined {
    const at = this.#reference(field);
    return at === undefined ? undefined : new Table(this.file, at);
  }

  /** @param trailingBytes - that follow the elements, such as the zero after a text */
  vector(field: number, elementBytes: number, trailingBytes = 0): Vector | undefined {
    const at = this.#reference(field);
    if (at === undefined) return undefined;
    const length = this.file.bytes.number(at, 4);
    const sizeBytes = 4 + length * elementBytes + trailingBytes;
    if (at + sizeBytes > this.file.bytes.sizeBytes) throw new Malformed('a vector that is longer than the file', at);
    this.file.claims.once(at, sizeBytes, elementBytes === 4 ? 'vector' : 'bytes');
    return { at: at + 4, length };
  }

  /** Each table of a vector of them. */
  *tables(field: number): Generator<Table> {
    const vector = this.vector(field, 4);
    for (let i = 0; i < (vector?.length ?? 0); i++) {
      const at = (vector?.at ?? 0) + 4 * i;
      yield new Table(this.file, at + this.file.bytes.number(at, 4));
    }
  }

  #field(field: number, bytes: number): number | undefined {
    const entry = 4 + 2 * field;
    if (entry + 2 > this.#vtable.length) return undefined;
    const offset = this.#vtable.readUInt16LE(entry);
    if (offset === 0) return undefined;
    if (offset < 4 || offset + bytes > this.#vtable.readUInt16LE(2)) {
      throw new Malformed('a field outside of its table', this.at);
    }
    return this.at + offset;
  }

  #reference(field: number): number | undefined {
    const at = this.#field(field, 4);
    return at === undefined ? undefined : at + this.file.bytes.number(at, 4);
  }
}
