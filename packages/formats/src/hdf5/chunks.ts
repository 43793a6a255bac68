// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import { Cursor } from './cursor.js';
import { wideNumber } from '../reading/paged-bytes.js';
import { walkTree, type Place } from './group-tree.js';
import type { ChunkIndex } from './layout.js';
import { walkTree2 } from './tree-2.js';

/** A chunked dataset. */
export interface Chunked {
  readonly shape: readonly number[];
  /** of a chunk; the last one is the bytes of an element */
  readonly chunk: readonly number[];
  readonly index: ChunkIndex;
}

/** Most chunks of one dataset. */
const MAX_CHUNKS = 1_000_000;

/**
 * Tells the place and size of each chunk of a dataset.
 *
 * @returns false where the index is of a kind that is not followed
 * @throws Malformed
 */
export function findChunks(place: Place, dataset: Chunked, found: (at: number, sizeBytes: number) => void): boolean {
  const { index, chunk } = dataset;
  const chunkBytes = chunk.reduce((product, size) => product * size, 1);
  if (index.at === undefined) return true;
  if (index.kind === 'single') found(index.at, index.filteredBytes ?? chunkBytes);
  else if (index.kind === 'implicit') found(index.at, chunkBytes * countOf(dataset));
  else if (index.kind === 'tree-1') {
    const form = { type: 1, keyBytes: 8 + 8 * chunk.length, room: 2 * place.superblock.chunkK };
    walkTree(place, index.at, form, (key, child) => found(child, key.readUInt32LE(0)));
  } else if (index.kind === 'tree-2') walkChunkTree(place, index.at, { rank: chunk.length - 1, chunkBytes }, found);
  else if (index.kind === 'fixed-array') readFixedArray(place, index.at, chunkBytes, found);
  else return false;
  return true;
}

const countOf = ({ shape, chunk }: Chunked): number =>
  shape.reduce((product, size, i) => product * Math.ceil(size / Math.max(1, chunk[i] ?? 1)), 1);

type Found = (at: number, sizeBytes: number) => void;

function walkChunkTree(
  place: Place,
  at: number,
  { rank, chunkBytes }: { rank: number; chunkBytes: number },
  found: Found,
): void {
  const { offsetBytes, base } = place.file;
  walkTree2(place, at, [10, 11], (record) => {
    // Filtered chunks say their size and which filters were left out, between the address and the position.
    const sizeLength = record.length - offsetBytes - 8 * rank - 4;
    const size =
      sizeLength > 0 ? wideNumber(record.subarray(offsetBytes, offsetBytes + Math.min(8, sizeLength))) : chunkBytes;
    if (!record.subarray(0, offsetBytes).every((byte) => byte === 0xff)) {
      found(wideNumber(record.subarray(0, offsetBytes)) + base, size);
    }
  });
}

function readFixedArray(place: Place, at: number, chunkBytes: number, found: Found): void {
  const { file, claims } = place;
  file.expect(at, 'FAHD');
  const header = new Cursor(file, at + 4, file.sizeBytes);
  header.version('an array of chunks', 0);
  header.skip(1);
  const entryBytes = header.number(1);
  const pageBits = header.number(1);
  const entries = header.length();
  const block = header.address();
  claims.once(at, header.at + 4 - at, 'chunk array');
  if (block === undefined) return;
  if (entries > MAX_CHUNKS || entryBytes < file.offsetBytes)
    throw new Malformed('an array of chunks that cannot be one', at);
  file.expect(block, 'FADB');
  const cursor = new Cursor(file, block + 6 + file.offsetBytes, file.sizeBytes);
  const pageEntries = 2 ** pageBits;
  const isPaged = entries > pageEntries;
  if (isPaged) cursor.skip(Math.ceil(Math.ceil(entries / pageEntries) / 8) + 4);
  for (let i = 0; i < entries; i++) {
    if (isPaged && i > 0 && i % pageEntries === 0) cursor.skip(4);
    const entry = new Cursor(file, cursor.skip(entryBytes), cursor.at);
    const chunkAt = entry.address();
    const size = entry.left > 4 ? entry.wide(Math.min(8, entry.left - 4)) : chunkBytes;
    // An array whose pages are not all written has zeros there.
    if (chunkAt !== undefined && chunkAt !== file.base) found(chunkAt, size);
  }
  claims.once(block, cursor.at + 4 - block, 'chunk array');
}
