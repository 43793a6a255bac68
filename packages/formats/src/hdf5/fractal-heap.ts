// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import { Cursor } from './cursor.js';
import type { Place } from './group-tree.js';
import { walkTree2 } from './tree-2.js';

/** Most rows of a table of blocks: each is twice as large as the one before. */
const MAX_ROWS = 64;
const MAX_WIDTH = 1024;
/** Most blocks of one heap. */
const MAX_BLOCKS = 100_000;

/** A range of the heap, and where it lies in the file. */
interface DirectBlock {
  readonly heapOffset: number;
  readonly at: number;
  readonly sizeBytes: number;
}

interface Heap {
  readonly at: number;
  readonly idBytes: number;
  readonly isFiltered: boolean;
  readonly hasChecksums: boolean;
  readonly width: number;
  readonly startBytes: number;
  readonly maxDirectBytes: number;
  /** of an offset in the heap */
  readonly offsetBytes: number;
  readonly lengthBytes: number;
  readonly root: number | undefined;
  readonly rootRows: number;
  readonly hugeTree: number | undefined;
}

/** Gives the objects of a heap by their ids; throws Malformed for those that it does not have. */
export type HeapObjects = (id: Buffer) => Cursor;

interface Range {
  readonly at: number;
  readonly sizeBytes: number;
}

/** Opens a fractal heap, and claims all its blocks. @throws Malformed */
export function openFractalHeap(place: Place, at: number): HeapObjects {
  const heap = readHeader(place, at);
  const blocks: DirectBlock[] = [];
  if (heap.isFiltered) throw new Malformed('a heap whose blocks are filtered, which is not followed', at);
  if (heap.root !== undefined) {
    if (heap.rootRows === 0)
      addDirect(place, heap, blocks, { heapOffset: 0, at: heap.root, sizeBytes: heap.startBytes });
    else addIndirect(place, heap, blocks, { heapOffset: 0, at: heap.root, rows: heap.rootRows });
  }
  const huge = heap.hugeTree === undefined ? new Map<number, Range>() : readHuge(place, heap.hugeTree);
  blocks.sort((a, b) => a.heapOffset - b.heapOffset);
  return (id) => {
    const { at: start, sizeBytes } = isHuge(id) ? hugeObject(heap, huge, id) : managedObject(heap, blocks, id);
    return new Cursor(place.file, start, start + sizeBytes);
  };
}

function readHeader({ file, claims }: Place, at: number): Heap {
  file.expect(at, 'FRHP');
  const cursor = new Cursor(file, at + 4, file.sizeBytes);
  cursor.version('a heap', 0);
  const idBytes = cursor.number(2);
  const filterBytes = cursor.number(2);
  const flags = cursor.number(1);
  const maxObjectBytes = cursor.number(4);
  cursor.skip(file.lengthBytes);
  const hugeTree = cursor.address();
  cursor.skip(file.lengthBytes + file.offsetBytes + 8 * file.lengthBytes);
  const width = cursor.number(2);
  const startBytes = cursor.length();
  const maxDirectBytes = cursor.length();
  const maxBits = cursor.number(2);
  cursor.skip(2);
  const root = cursor.address();
  const rootRows = cursor.number(2);
  if (filterBytes > 0) cursor.skip(file.lengthBytes + 4 + filterBytes);
  claims.once(at, cursor.at + 4 - at, 'heap');
  const isPower = (size: number): boolean => size > 0 && Number.isInteger(Math.log2(size));
  if (
    width > MAX_WIDTH ||
    rootRows > MAX_ROWS ||
    maxBits > 64 ||
    !isPower(width) ||
    !isPower(startBytes) ||
    !isPower(maxDirectBytes)
  ) {
    throw new Malformed('a heap that cannot be one', at);
  }
  return {
    at,
    idBytes,
    isFiltered: filterBytes > 0,
    hasChecksums: (flags & 2) !== 0,
    width,
    startBytes,
    maxDirectBytes,
    offsetBytes: Math.ceil(maxBits / 8),
    lengthBytes: Math.min(bytesFor(maxDirectBytes), bytesFor(maxObjectBytes)),
    root,
    rootRows,
    hugeTree,
  };
}

const bytesFor = (limit: number): number => Math.floor(Math.log2(Math.max(1, limit)) / 8) + 1;

/** Bytes of the blocks of a row: the first two are alike, and each other one is twice the one before. */
const rowBytes = (heap: Heap, row: number): number => heap.startBytes * 2 ** Math.max(0, row - 1);

function addDirect({ file, claims }: Place, heap: Heap, blocks: DirectBlock[], block: DirectBlock): void {
  file.expect(block.at, 'FHDB');
  if (!claims.once(block.at, block.sizeBytes, 'heap block')) throw new Malformed('a heap with a block twice', block.at);
  if (blocks.push(block) > MAX_BLOCKS) throw new Malformed('a heap of too many blocks', heap.at);
}

interface IndirectBlock {
  readonly heapOffset: number;
  readonly at: number;
  readonly rows: number;
}

function addIndirect(place: Place, heap: Heap, blocks: DirectBlock[], first: IndirectBlock): void {
  const { file, claims } = place;
  const queue = [first];
  for (const { heapOffset, at, rows } of queue) {
    file.expect(at, 'FHIB');
    const sizeBytes = 9 + file.offsetBytes + heap.offsetBytes + rows * heap.width * file.offsetBytes;
    if (!claims.once(at, sizeBytes, 'heap block')) throw new Malformed('a heap that holds itself', at);
    const cursor = new Cursor(file, at + 5 + file.offsetBytes + heap.offsetBytes, file.sizeBytes);
    let offset = heapOffset;
    for (let row = 0; row < rows; row++) {
      const size = rowBytes(heap, row);
      for (let column = 0; column < heap.width; column++, offset += size) {
        const child = cursor.address();
        if (child === undefined) continue;
        if (size <= heap.maxDirectBytes)
          addDirect(place, heap, blocks, { heapOffset: offset, at: child, sizeBytes: size });
        else queue.push({ heapOffset: offset, at: child, rows: Math.log2(size / (heap.startBytes * heap.width)) + 1 });
      }
    }
    if (queue.length > MAX_BLOCKS) throw new Malformed('a heap of too many blocks', heap.at);
  }
}

const typeOf = (id: Buffer): number => ((id[0] ?? 0) >> 4) & 3;
const isHuge = (id: Buffer): boolean => typeOf(id) === 1;

function managedObject(heap: Heap, blocks: readonly DirectBlock[], id: Buffer): Range {
  // Objects so tiny that they stand in their id are neither links nor attributes.
  if (typeOf(id) !== 0 || id.length < 1 + heap.offsetBytes + heap.lengthBytes)
    throw new Malformed('an id of no object', heap.at);
  const offset = numberOf(id.subarray(1, 1 + heap.offsetBytes));
  const sizeBytes = numberOf(id.subarray(1 + heap.offsetBytes, 1 + heap.offsetBytes + heap.lengthBytes));
  const block = blockAt(blocks, offset);
  if (block === undefined || offset + sizeBytes > block.heapOffset + block.sizeBytes) {
    throw new Malformed('an object outside of its heap', heap.at);
  }
  return { at: block.at + offset - block.heapOffset, sizeBytes };
}

function hugeObject(heap: Heap, huge: ReadonlyMap<number, Range>, id: Buffer): Range {
  const found = huge.get(numberOf(id.subarray(1, 9)));
  if (found === undefined) throw new Malformed('an object that its heap does not have', heap.at);
  return found;
}

const numberOf = (bytes: Buffer): number => bytes.reduceRight((value, byte) => value * 256 + byte, 0);

/** The block that holds an offset; blocks are in order. */
function blockAt(blocks: readonly DirectBlock[], offset: number): DirectBlock | undefined {
  let [low, high] = [0, blocks.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const block = blocks[middle];
    if (block === undefined) return undefined;
    if (offset < block.heapOffset) high = middle - 1;
    else if (offset >= block.heapOffset + block.sizeBytes) low = middle + 1;
    else return block;
  }
  return undefined;
}

/** Huge objects by their number: records begin with the address and the length, and end with the number. */
function readHuge(place: Place, at: number): Map<number, Range> {
  const { file, claims } = place;
  const huge = new Map<number, Range>();
  walkTree2(place, at, [1, 2, 3, 4], (record) => {
    const start = numberOf(record.subarray(0, file.offsetBytes)) + file.base;
    const sizeBytes = numberOf(record.subarray(file.offsetBytes, file.offsetBytes + file.lengthBytes));
    claims.add(start, sizeBytes, 'heap object');
    huge.set(numberOf(record.subarray(-file.lengthBytes)), { at: start, sizeBytes });
  });
  return huge;
}
