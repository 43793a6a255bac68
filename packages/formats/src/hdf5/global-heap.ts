// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import { Cursor } from './cursor.js';
import type { Place } from './group-tree.js';

/** Most objects of one collection. */
const MAX_OBJECTS = 65_536;

/** Where an object lies. */
interface HeapObject {
  readonly at: number;
  readonly sizeBytes: number;
}

/** Collections of objects of variable length, each of them read once. */
export class GlobalHeap {
  readonly #collections = new Map<number, ReadonlyMap<number, HeapObject>>();

  constructor(private readonly place: Place) {}

  /** Reads a collection, and claims it. @throws Malformed */
  read(at: number): ReadonlyMap<number, HeapObject> {
    let collection = this.#collections.get(at);
    if (collection === undefined) {
      collection = readCollection(this.place, at);
      this.#collections.set(at, collection);
    }
    return collection;
  }

  /** @returns the offsets of collections that stand one after another in a range */
  collectionsIn(start: number, end: number): number[] {
    const { file } = this.place;
    const offsets: number[] = [];
    for (let at = start; at + 8 + file.lengthBytes <= end;) {
      const sizeBytes = file.length(at + 8);
      if (file.bytes(at, 4).toString('latin1') !== 'GCOL' || sizeBytes < 16 || at + sizeBytes > end) break;
      offsets.push(at);
      at += sizeBytes;
    }
    return offsets;
  }

  /** @throws Malformed where there is no such object */
  object(at: number, index: number): Cursor {
    const found = this.read(at).get(index);
    if (found === undefined) throw new Malformed('an object that its heap does not have', at);
    return new Cursor(this.place.file, found.at, found.at + found.sizeBytes);
  }
}

function readCollection({ file, claims }: Place, at: number): Map<number, HeapObject> {
  file.expect(at, 'GCOL');
  const header = new Cursor(file, at + 4, file.sizeBytes);
  header.version('a global heap', 1);
  header.skip(3);
  const sizeBytes = header.length();
  claims.once(at, sizeBytes, 'global heap');
  const objects = new Map<number, HeapObject>();
  const cursor = new Cursor(file, header.at, at + sizeBytes);
  while (cursor.left >= 8 + file.lengthBytes) {
    const index = cursor.number(2);
    cursor.skip(6);
    const objectBytes = cursor.length();
    // What follows is free.
    if (index === 0) break;
    objects.set(index, { at: cursor.at, sizeBytes: objectBytes });
    if (objects.size > MAX_OBJECTS) throw new Malformed('a global heap of too many objects', at);
    cursor.skip(Math.min(Math.ceil(objectBytes / 8) * 8, cursor.left));
  }
  return objects;
}
