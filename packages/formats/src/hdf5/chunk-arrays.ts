// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import { Cursor } from './cursor.js';
import type { Place } from './group-tree.js';

/** Is told of a chunk. */
export type FoundChunk = (at: number, sizeBytes: number) => void;

/** Most chunks of one dataset. */
const MAX_CHUNKS = 1_000_000;

/** How the elements of an array are written: the address of a chunk, and its size where it is filtered. */
interface Elements {
  readonly place: Place;
  readonly elementBytes: number;
  /** of a chunk that is not filtered */
  readonly chunkBytes: number;
  /** elements of a page, if there are more of them in a block */
  readonly pageElements: number;
  readonly found: FoundChunk;
}

/** @throws Malformed */
function readElements({ place, elementBytes, chunkBytes, found }: Elements, cursor: Cursor, count: number): void {
  const { file } = place;
  for (let i = 0; i < count; i++) {
    const at = cursor.skip(elementBytes);
    const element = new Cursor(file, at, at + elementBytes);
    const chunkAt = element.address();
    const size = element.left > 4 ? element.wide(Math.min(8, element.left - 4)) : chunkBytes;
    // Pages that were never written have zeros.
    if (chunkAt !== undefined && chunkAt !== file.base) found(chunkAt, size);
  }
}

/** Elements in pages, each with its checksum, or all together with one. */
function readPaged(elements: Elements, cursor: Cursor, count: number): void {
  const { pageElements } = elements;
  if (count <= pageElements) {
    readElements(elements, cursor, count);
    cursor.skip(4);
    return;
  }
  cursor.skip(4);
  for (let left = count; left > 0; left -= pageElements) {
    readElements(elements, cursor, Math.min(left, pageElements));
    cursor.skip(4);
  }
}

/** Begins a structure with its signature and version. @throws Malformed */
function begin({ place: { file } }: Pick<Elements, 'place'>, at: number, signature: string): Cursor {
  file.expect(at, signature);
  const cursor = new Cursor(file, at + 4, file.sizeBytes);
  cursor.version('an array of chunks', 0);
  cursor.skip(1);
  return cursor;
}

/** Reads the chunks of a dataset of fixed size. @throws Malformed */
export function readFixedArray(place: Place, at: number, chunkBytes: number, found: FoundChunk): void {
  const { claims, file } = place;
  const header = begin({ place }, at, 'FAHD');
  const elementBytes = header.number(1);
  const pageBits = header.number(1);
  const count = header.length();
  const block = header.address();
  claims.once(at, header.at + 4 - at, 'chunk array');
  if (block === undefined) return;
  if (count > MAX_CHUNKS || elementBytes < file.offsetBytes || pageBits > 31)
    throw new Malformed('an array of chunks that cannot be one', at);
  const elements = { place, elementBytes, chunkBytes, pageElements: 2 ** pageBits, found };
  const cursor = begin(elements, block, 'FADB');
  cursor.skip(file.offsetBytes);
  if (count > elements.pageElements) cursor.skip(Math.ceil(Math.ceil(count / elements.pageElements) / 8));
  readPaged(elements, cursor, count);
  claims.once(block, cursor.at - block, 'chunk array');
}

/** What the header of an extensible array says. */
interface ArrayForm {
  /** of an index in the array */
  readonly offsetBytes: number;
  readonly indexElements: number;
  readonly minElements: number;
  readonly minPointers: number;
  readonly superBlocks: number;
}

/** Reads the chunks of a dataset that can grow in one dimension. @throws Malformed */
export function readExtensibleArray(place: Place, at: number, chunkBytes: number, found: FoundChunk): void {
  const { file, claims } = place;
  const header = begin({ place }, at, 'EAHD');
  const elementBytes = header.number(1);
  const bits = header.number(1);
  const indexElements = header.number(1);
  const minElements = header.number(1);
  const minPointers = header.number(1);
  const pageBits = header.number(1);
  header.skip(6 * file.lengthBytes);
  const index = header.address();
  claims.once(at, header.at + 4 - at, 'chunk array');
  if (index === undefined) return;
  const superBlocks = 1 + bits - Math.log2(minElements);
  const isForm =
    Number.isInteger(superBlocks) && superBlocks > 0 && Number.isInteger(Math.log2(minPointers)) && bits <= 64;
  if (!isForm || elementBytes < file.offsetBytes || pageBits > 31)
    throw new Malformed('an array of chunks that cannot be one', at);
  const elements = { place, elementBytes, chunkBytes, pageElements: 2 ** pageBits, found };
  const form = { offsetBytes: Math.ceil(bits / 8), indexElements, minElements, minPointers, superBlocks };
  readIndexBlock(elements, form, index);
}

/** Blocks of the n-th super block, and elements of each of them. */
const blocksOf = (n: number): number => 2 ** Math.floor(n / 2);
const elementsOf = (n: number, { minElements }: ArrayForm): number => 2 ** Math.floor((n + 1) / 2) * minElements;

/** The index has the first elements, the addresses of the first blocks, and those of super blocks. */
function readIndexBlock(elements: Elements, form: ArrayForm, at: number): void {
  const { file, claims } = elements.place;
  const cursor = begin(elements, at, 'EAIB');
  cursor.skip(file.offsetBytes);
  readElements(elements, cursor, form.indexElements);
  const direct = 2 * Math.log2(form.minPointers);
  for (let n = 0; n < direct; n++) {
    for (let i = 0; i < blocksOf(n); i++) readBlock(elements, form, cursor.address(), elementsOf(n, form));
  }
  for (let n = direct; n < form.superBlocks; n++) readSuperBlock(elements, form, cursor.address(), n);
  claims.once(at, cursor.at + 4 - at, 'chunk array');
}

function readSuperBlock(elements: Elements, form: ArrayForm, at: number | undefined, n: number): void {
  if (at === undefined) return;
  const { file, claims } = elements.place;
  const cursor = begin(elements, at, 'EASB');
  cursor.skip(file.offsetBytes + form.offsetBytes);
  const count = elementsOf(n, form);
  const pages = count > elements.pageElements ? count / elements.pageElements : 0;
  if (blocksOf(n) > MAX_CHUNKS) throw new Malformed('an array of too many blocks', at);
  cursor.skip(blocksOf(n) * Math.ceil(pages / 8));
  for (let i = 0; i < blocksOf(n); i++) readBlock(elements, form, cursor.address(), count);
  claims.once(at, cursor.at + 4 - at, 'chunk array');
}

function readBlock(elements: Elements, form: ArrayForm, at: number | undefined, count: number): void {
  if (at === undefined) return;
  const { file, claims } = elements.place;
  const cursor = begin(elements, at, 'EADB');
  cursor.skip(file.offsetBytes + form.offsetBytes);
  if (count > MAX_CHUNKS) throw new Malformed('an array of too many chunks', at);
  readPaged(elements, cursor, count);
  if (!claims.once(at, cursor.at - at, 'chunk array')) throw new Malformed('an array that holds a block twice', at);
}
