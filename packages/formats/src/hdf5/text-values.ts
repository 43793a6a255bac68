// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import type { Cursor } from './cursor.js';
import type { Datatype } from './datatype.js';
import type { GlobalHeap } from './global-heap.js';
import type { Place } from './group-tree.js';

/** Most texts of one attribute that are read. */
export const MAX_TEXTS = 10_000;

/** The bytes of a text, without what pads it, and where they are. */
export interface TextValue {
  readonly bytes: Buffer;
  readonly at: number;
}

/** @returns the first texts of an attribute; none where it has no text. @throws Malformed */
export function readTexts(
  place: Place,
  heap: GlobalHeap,
  type: Datatype,
  { data, count }: { data: Cursor; count: number },
): TextValue[] {
  const number = Math.min(count, MAX_TEXTS);
  if (type.text === 'fixed') return Array.from({ length: number }, () => readFixed(data, type.sizeBytes));
  if (type.text === 'heap') return Array.from({ length: number }, () => readFromHeap(place, heap, data));
  return [];
}

function readFixed(data: Cursor, sizeBytes: number): TextValue {
  const { at } = data;
  const bytes = data.bytes(sizeBytes);
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return { bytes: bytes.subarray(0, end), at };
}

/** An element of variable length: how many, and the object on the global heap. */
export function readFromHeap({ file }: Place, heap: GlobalHeap, data: Cursor): TextValue {
  const length = data.number(4);
  const collection = file.address(data.skip(file.offsetBytes));
  const index = data.number(4);
  if (collection === undefined || collection === file.base || length === 0)
    return { bytes: Buffer.alloc(0), at: data.at };
  const object = heap.object(collection, index);
  if (length > object.left) throw new Malformed('a text longer than its place', object.at);
  const { at } = object;
  return { bytes: object.bytes(length), at };
}
