// SPDX-License-Identifier: Apache-2.0
import { readExtensibleArray, readFixedArray, type FoundChunk } from './chunk-arrays.js';
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

/**
 * Tells the place and size of each chunk of a dataset.
 *
 * @throws Malformed
 */
export function findChunks(place: Place, dataset: Chunked, found: FoundChunk): void {
  const { index, chunk } = dataset;
  const chunkBytes = chunk.reduce((product, size) => product * size, 1);
  if (index.at === undefined) return;
  if (index.kind === 'single') found(index.at, index.filteredBytes ?? chunkBytes);
  else if (index.kind === 'implicit') found(index.at, chunkBytes * countOf(dataset));
  else if (index.kind === 'tree-1') {
    const form = { type: 1, keyBytes: 8 + 8 * chunk.length, room: 2 * place.superblock.chunkK };
    walkTree(place, index.at, form, (key, child) => found(child, key.readUInt32LE(0)));
  } else if (index.kind === 'tree-2') walkChunkTree(place, index.at, { rank: chunk.length - 1, chunkBytes }, found);
  else if (index.kind === 'fixed-array') readFixedArray(place, index.at, chunkBytes, found);
  else readExtensibleArray(place, index.at, chunkBytes, found);
}

const countOf = ({ shape, chunk }: Chunked): number =>
  shape.reduce((product, size, i) => product * Math.ceil(size / Math.max(1, chunk[i] ?? 1)), 1);

function walkChunkTree(
  place: Place,
  at: number,
  { rank, chunkBytes }: { rank: number; chunkBytes: number },
  found: FoundChunk,
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
