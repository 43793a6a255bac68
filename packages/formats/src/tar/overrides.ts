// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import type { PartBuilder } from '../reading/part-builder.js';
import type { TarHeader } from './header.js';
import { readPaxRecords, type PaxRecord } from './pax.js';

/** Longest name, link or extended header that stands in a member of its own. */
export const MAX_EXTENSION_BYTES = 1024 * 1024;

/** A member as all its headers together have it. */
export interface TarMember {
  readonly header: TarHeader;
  readonly name: string;
  readonly linkName: string;
  readonly sizeBytes: number;
  readonly isSparse: boolean;
}

/** Keys that say what a member is called and where it ends. */
const TELLING = /^(?:path|linkpath|size|GNU\.sparse\..*|SCHILY\.realsize)$/;

/**
 * What members before a member say of it: GNU's long names (`L`, `K`) and PAX headers (`x`).
 *
 * Where two of them say different things, readers differ in which they take, and the walk ends there.
 */
export class TarOverrides {
  #records = new Map<string, string>();
  #name: string | undefined;
  #linkName: string | undefined;
  #sizeBytes: number | undefined;
  #isEmpty = true;

  constructor(private readonly part: PartBuilder) {}

  /** Whether nothing waits for its member. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** Takes a member that speaks of the next. @param offset - of its content */
  take(type: string, content: Buffer, offset: number): void {
    if (type === 'g') {
      refuseTelling(readPaxRecords(content, offset), offset);
      return;
    }
    this.#isEmpty = false;
    if (type === 'L') this.#name = this.#once(this.#name, textOf(content, offset), offset);
    else if (type === 'K') this.#linkName = this.#once(this.#linkName, textOf(content, offset), offset);
    else this.#takeRecords(readPaxRecords(content, offset), offset);
  }

  /** The member that they were for. @param offset - of its header */
  apply(header: TarHeader, offset: number): TarMember {
    const { name, linkName } = header;
    const isSparse = header.type === 'S' || [...this.#records.keys()].some((key) => key.startsWith('GNU.sparse.'));
    const member = {
      header,
      name: this.#records.get('GNU.sparse.name') ?? this.#name ?? name,
      linkName: this.#linkName ?? linkName,
      sizeBytes: this.#sizeOf(header, offset),
      isSparse,
    };
    this.#records = new Map();
    this.#name = this.#linkName = this.#sizeBytes = undefined;
    this.#isEmpty = true;
    return member;
  }

  #takeRecords(records: readonly PaxRecord[], offset: number): void {
    for (const { key, value } of records) {
      if (!TELLING.test(key)) continue;
      // Sparse maps of the oldest kind repeat their keys.
      if (!key.startsWith('GNU.sparse.')) this.#once(this.#records.get(key), value, offset);
      this.#records.set(key, value);
      if (key === 'path') this.#name = this.#once(this.#name, value, offset);
      if (key === 'linkpath') this.#linkName = this.#once(this.#linkName, value, offset);
      if (key === 'size') this.#sizeBytes = sizeOf(value, offset);
    }
  }

  #once(before: string | undefined, value: string, offset: number): string {
    if (before !== undefined && before !== value) {
      this.part.irregular('field-mismatch', offset, 'two headers give one member different names or sizes');
      throw new Malformed('two headers of one member', offset);
    }
    return value;
  }

  /** Writers of a size that does not fit its field leave that field at zero, or give the same there. */
  #sizeOf(header: TarHeader, offset: number): number {
    const stated = this.#sizeBytes;
    if (stated === undefined || stated === header.sizeBytes) return header.sizeBytes;
    if (header.sizeBytes !== 0 || stated < 8 ** 11) {
      this.part.irregular('field-mismatch', offset, `sizes ${stated} and ${header.sizeBytes} of one member`);
      throw new Malformed('two sizes of one member', offset);
    }
    return stated;
  }
}

/** Global headers are for all members that follow; nobody names or sizes all of them alike. */
function refuseTelling(records: readonly PaxRecord[], offset: number): void {
  const telling = records.find(({ key }) => TELLING.test(key));
  if (telling !== undefined) throw new Malformed(`a global header with ${telling.key}`, offset);
}

function sizeOf(value: string, offset: number): number {
  const size = /^[0-9]{1,16}$/.test(value) ? Number(value) : NaN;
  if (!Number.isSafeInteger(size)) throw new Malformed('a size in an extended header', offset);
  return size;
}

/** A long name ends in NUL; what would follow it, readers read differently. */
function textOf(content: Buffer, offset: number): string {
  const zero = content.indexOf(0);
  if (zero >= 0 && zero !== content.length - 1) throw new Malformed('bytes after the end of a long name', offset);
  return content.toString('utf8', 0, zero < 0 ? content.length : zero);
}
