// SPDX-License-Identifier: Apache-2.0
import type { BoundedReader } from '../bounded-reader.js';
import { MAX_DIRECTORY_BYTES, MAX_DIRECTORY_ENDS } from '../limits.js';
import { findDirectoryEnds, type DirectoryEnd } from './directory-end.js';
import { unicodeName } from './unicode-name.js';

/** One member as a zip directory describes it; every field is the archive's word. */
export interface ZipMember {
  readonly name: string;
  /** that an extra field gives, which some readers take */
  readonly unicodeName?: string | undefined;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedBytes: number;
  /** of its content */
  readonly sizeBytes: number;
  /** where its local header may be: as stated, and shifted by what stands before the archive */
  readonly offsets: readonly number[];
}

/** Bytes `[start, end)` of the file. */
export interface ZipSpan {
  readonly start: number;
  readonly end: number;
}

/** What the directories at the end of a file list, all of them together. */
export interface ZipDirectory {
  readonly members: readonly ZipMember[];
  /** where the directories and what ends them lie */
  readonly spans: readonly ZipSpan[];
  /** false when some of a directory was not read or not understood */
  readonly complete: boolean;
}

const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;

/** Options of {@link readZipDirectory}. */
export interface DirectoryOptions {
  /** leave out directories that end before another one begins: those of archives in the archive, or before it */
  readonly skipInner?: boolean;
}

/**
 * Reads every zip directory that a loader may find at the end of a file. Loaders differ in which end record they take and
 * whether they allow bytes before the archive, so the union is given.
 *
 * @returns undefined when the file does not end as a zip archive
 */
export function readZipDirectory(reader: BoundedReader, options: DirectoryOptions = {}): ZipDirectory | undefined {
  const ends = findDirectoryEnds(reader);
  if (ends.length === 0) return undefined;
  const members: ZipMember[] = [];
  const spans: ZipSpan[] = [];
  const starts = new Set<number>();
  let complete = ends.length <= MAX_DIRECTORY_ENDS;
  let found = false;
  for (const end of ends.slice(0, MAX_DIRECTORY_ENDS)) {
    if (options.skipInner === true && spans.some(({ start }) => end.end <= start)) continue;
    if (end.empty) found = true;
    if (end.empty) spans.push({ start: end.position, end: end.end });
    for (const start of [end.position - end.sizeBytes, end.offset]) {
      if (starts.has(start)) continue;
      starts.add(start);
      const read = readEntries(reader, end, start);
      if (read === undefined) continue;
      found = true;
      complete &&= read.complete;
      members.push(...read.members);
      spans.push({ start, end: start + end.sizeBytes }, { start: end.position, end: end.end });
    }
  }
  return found ? { members, spans, complete } : undefined;
}

function readEntries(reader: BoundedReader, end: DirectoryEnd, start: number): Omit<ZipDirectory, 'spans'> | undefined {
  const bytes = reader.read(start, Math.min(end.sizeBytes, MAX_DIRECTORY_BYTES));
  if (bytes === undefined) return isTooMuch(reader, start) ? { members: [], complete: false } : undefined;
  const members: ZipMember[] = [];
  let at = 0;
  while (at + ENTRY_BYTES <= bytes.length && bytes.readUInt32LE(at) === ENTRY_SIGNATURE) {
    const next =
      at + ENTRY_BYTES + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    members.push(readEntry(bytes, at, start - end.offset));
    at = next;
  }
  return members.length === 0 ? undefined : { members, complete: at === end.sizeBytes };
}

/** Whether there is a directory after all, of which nothing is known because the budget does not reach for it. */
function isTooMuch(reader: BoundedReader, start: number): boolean {
  if (start < 0 || start + 4 > reader.sizeBytes) return false;
  const signature = reader.read(start, 4);
  return signature === undefined || signature.readUInt32LE(0) === ENTRY_SIGNATURE;
}

function readEntry(bytes: Buffer, at: number, shift: number): ZipMember {
  const nameEnd = at + ENTRY_BYTES + bytes.readUInt16LE(at + 28);
  const extra = bytes.subarray(nameEnd, nameEnd + bytes.readUInt16LE(at + 30));
  const wide = readWideFields(extra, [
    bytes.readUInt32LE(at + 24),
    bytes.readUInt32LE(at + 20),
    bytes.readUInt32LE(at + 42),
  ]);
  const [sizeBytes = 0, compressedBytes = 0, offset = 0] = wide;
  return {
    name: bytes.toString('utf8', at + ENTRY_BYTES, Math.min(nameEnd, bytes.length)),
    unicodeName: unicodeName(extra),
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    crc32: bytes.readUInt32LE(at + 16),
    compressedBytes,
    sizeBytes,
    offsets: shift === 0 ? [offset] : [offset + shift, offset],
  };
}

/** Size, compressed size and offset: where 32 bits were not enough, they stand in the zip64 field, in this order. */
function readWideFields(extra: Buffer, narrow: readonly number[]): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let from = at + 4;
    return narrow.map((value) => {
      if (value !== 0xffffffff || from + 8 > extra.length) return value;
      from += 8;
      return Number(extra.readBigUInt64LE(from - 8));
    });
  }
  return [...narrow];
}
