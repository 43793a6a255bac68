// SPDX-License-Identifier: Apache-2.0
import type { RangeReader } from '@mpk/core';
import { Malformed, type SequentialReader } from '../reading/drive.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { Claims } from '../reading/claims.js';
import type { Hdf5Content } from './content.js';
import { planOrTell } from '../reading/plan.js';
import { FileBytes } from './file-bytes.js';
import { isProgram, readRest, type Gap } from '../reading/gaps.js';
import { GlobalHeap } from './global-heap.js';
import type { Place } from './group-tree.js';
import { areOldNames } from './old-names.js';
import { readObjectHeader } from './object-header.js';
import { readSuperblock, type Superblock } from './superblock.js';
import { Hdf5Walk, type StoredRange } from './walk.js';

/** Most pieces of raw data that are listed as looking like something else. */
const MAX_LOOKS = 100;

/**
 * Reads an HDF5 file: follows everything from its superblock on, and then looks, as the bytes pass by, into what nothing refers to.
 * Elements of datasets are passed over where they have the size that their shape and type say.
 *
 * @see https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html
 */
export const planHdf5Reader = (ranges: RangeReader, part: PartBuilder): SequentialReader =>
  planOrTell(part, () => {
    const file = new FileBytes(ranges);
    const superblock = readSuperblock(file);
    const claims = new Claims();
    const place: Place = { file, claims, superblock };
    const content = emptyContent(superblock);
    part.content = content;
    claims.once(superblock.offset, superblock.sizeBytes, 'superblock');
    checkSuperblock(part, superblock, file.sizeBytes);
    const stored = followAll(place, part, content);
    const gaps = findGaps(place, part);
    const looks = stored.map((range) => ({ ...range, look: (head: Buffer) => lookAt(head, range, content) }));
    return (stream) => readRest(stream, { part, ranges, gaps, looks });
  });

const emptyContent = (superblock: Superblock): Hdf5Content => ({
  kind: 'hdf5',
  superblockVersion: superblock.version,
  userBlockBytes: superblock.offset,
  objects: [],
  attributes: [],
  references: [],
  moreEntries: 0,
  keras: [],
  looksLike: [],
});

function checkSuperblock(
  part: PartBuilder,
  { offset, baseAddress, endOfFile, driverInfo }: Superblock,
  sizeBytes: number,
): void {
  if (baseAddress !== 0 && baseAddress !== offset)
    part.irregular('field-mismatch', offset, `base address ${baseAddress}`);
  if (driverInfo !== undefined) part.irregular('external-data', driverInfo, 'a driver that keeps a file in several');
  if (endOfFile > sizeBytes) {
    part.irregular('truncated', sizeBytes, `the file should end at ${endOfFile}`);
    part.uninspected('missing', sizeBytes);
  }
}

/** @returns where elements of datasets are. @throws TooLarge */
function followAll(place: Place, part: PartBuilder, content: Hdf5Content): StoredRange[] {
  const { file, claims, superblock } = place;
  const heap = new GlobalHeap(place);
  const walk = new Hdf5Walk(place, heap, part, content);
  const guarded = (at: number, what: string, read: () => void): void => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      part.irregular('malformed', error.offset ?? at, `${what}: ${error.detail}`);
    }
  };
  const { extension, driverInfo } = superblock;
  if (extension !== undefined) guarded(extension, 'extension', () => readObjectHeader(file, extension, claims));
  if (driverInfo !== undefined)
    guarded(driverInfo, 'driver', () => claims.once(driverInfo, 16 + file.number(driverInfo + 4, 4), 'driver'));
  walk.run(superblock.root);
  if (walk.usesHeap) guarded(0, 'global heap', () => claimCollections(place, heap));
  return walk.stored.sort((a, b) => a.start - b.start);
}

/** Elements of variable length are in collections that only the elements refer to. */
function claimCollections({ claims, file }: Place, heap: GlobalHeap): void {
  const starts: number[] = [];
  claims.sweep(file.sizeBytes, {
    gap: (start, end) => starts.push(...heap.collectionsIn(start, end)),
    overlap: () => undefined,
  });
  for (const start of starts) heap.read(start);
}

function findGaps({ claims, file, superblock }: Place, part: PartBuilder): Gap[] {
  const gaps: Gap[] = [];
  const { offset, endOfFile } = superblock;
  claims.sweep(file.sizeBytes, {
    gap(start, end) {
      if (end <= offset) gaps.push({ start, end, kind: 'leading-bytes' });
      else {
        const eof = Math.min(Math.max(start, endOfFile), end);
        if (eof > start) gaps.push({ start, end: eof, kind: 'gap', isOrdinary: areOldNames });
        if (end > eof) gaps.push({ start: eof, end, kind: 'trailing-bytes' });
      }
    },
    overlap: (a, b) => part.irregular('overlap', b.start, `${a.what} at ${a.start} and ${b.what} at ${b.start}`),
  });
  return gaps;
}

function lookAt(head: Buffer, { path, start }: StoredRange, { looksLike }: Hdf5Content): void {
  if (isProgram(head) && looksLike.length < MAX_LOOKS) looksLike.push({ path, offset: start });
}
