// SPDX-License-Identifier: Apache-2.0
import type { RangeReader } from '@mpk/core';
import { BoundedReader } from '../bounded-reader.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { readZipDirectory, type ZipMember } from './directory.js';
import { LOCAL_SIGNATURE } from './local-header.js';

/** Members whose place is looked up where an archive may begin at two places. */
const MAX_RESOLVED = 256;

/** Something that lies in the file, by its first byte. */
export type ZipSegment =
  | { readonly kind: 'member'; readonly start: number; readonly member: ZipMember }
  | { readonly kind: 'record'; readonly start: number; readonly end: number };

/**
 * What a file with a zip directory holds, in the order of the file.
 *
 * @returns undefined where there is no directory
 */
export function planZip(ranges: RangeReader, part: PartBuilder): readonly ZipSegment[] | undefined {
  const directory = readZipDirectory(new BoundedReader(ranges), { skipInner: true });
  if (directory === undefined) return undefined;
  if (!directory.complete) {
    part.irregular('malformed', undefined, 'the directory was not followed to its end');
    part.uninspected('malformed', 0, 0, 'zip directory');
  }
  const members = [...places(directory.members, ranges, part).values()];
  const records = distinct(directory.spans).map((span): ZipSegment => ({ kind: 'record', ...span }));
  if (records.length > 2) part.irregular('overlap', undefined, 'more than one directory');
  return [...members, ...records].sort((a, b) => a.start - b.start);
}

/** By offset; two members at one place are told of, and so is one that is described in two ways. */
function places(members: readonly ZipMember[], ranges: RangeReader, part: PartBuilder): Map<number, ZipSegment> {
  const found = new Map<number, ZipSegment>();
  let resolved = 0;
  for (const member of members) {
    const candidates = member.offsets.filter((offset) => offset >= 0 && offset < ranges.sizeBytes);
    // Where bytes stand before the archive, loaders differ in what they count offsets from.
    const ambiguous = candidates.length > 1 && ++resolved <= MAX_RESOLVED;
    const starts = ambiguous ? candidates.filter((offset) => hasHeader(ranges, offset)) : candidates.slice(0, 1);
    if (starts.length === 0) {
      part.irregular('out-of-bounds', undefined, member.name);
      part.uninspected('malformed', 0, 0, member.name);
    }
    for (const start of starts) {
      const other = found.get(start);
      if (other?.kind === 'member' && other.member.name !== member.name) {
        part.irregular('overlap', start, `${other.member.name} and ${member.name}`);
      } else if (other?.kind === 'member' && !isSame(other.member, member)) {
        part.irregular('duplicate-name', start, `${member.name}, of other sizes or another method`);
      }
      if (other === undefined) found.set(start, { kind: 'member', start, member });
    }
  }
  return found;
}

const isSame = (a: ZipMember, b: ZipMember): boolean =>
  (['flags', 'method', 'crc32', 'compressedBytes', 'sizeBytes', 'unicodeName'] as const).every(
    (field) => a[field] === b[field],
  );

function hasHeader(ranges: RangeReader, offset: number): boolean {
  const bytes = ranges.read(offset, 4);
  return bytes.length === 4 && bytes.readUInt32LE(0) === LOCAL_SIGNATURE;
}

function distinct<T extends { readonly start: number; readonly end: number }>(spans: readonly T[]): T[] {
  const byPlace = new Map(spans.map((span) => [`${span.start} ${span.end}`, span]));
  return [...byPlace.values()];
}
