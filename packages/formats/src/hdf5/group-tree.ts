// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import type { Claims } from '../reading/claims.js';
import { Cursor } from './cursor.js';
import type { FileBytes } from './file-bytes.js';
import type { Link } from './link.js';
import type { Superblock } from './superblock.js';

/** Deepest tree: each level holds many times as many entries as the one above it. */
const MAX_LEVEL = 16;
/** Most nodes of one tree, of all files' most. */
export const MAX_NODES = 200_000;

/** What reading a structure of a file needs. */
export interface Place {
  readonly file: FileBytes;
  readonly claims: Claims;
  readonly superblock: Superblock;
}

export interface TreeForm {
  /** 0 of groups, 1 of chunks */
  readonly type: number;
  readonly keyBytes: number;
  /** entries that a node has room for */
  readonly room: number;
}

/**
 * Walks a B-tree of version 1.
 *
 * @param leaf - told each key and the address that follows it, on the lowest level
 * @throws Malformed
 */
export function walkTree(place: Place, root: number, form: TreeForm, leaf: (key: Buffer, child: number) => void): void {
  const queue: { at: number; level: number | undefined }[] = [{ at: root, level: undefined }];
  const { file, claims } = place;
  for (const { at, level } of queue) {
    const cursor = new Cursor(file, at, file.sizeBytes);
    const node = beginNode(cursor, form);
    if (level !== undefined && node.level !== level) throw new Malformed('a tree with levels out of order', at);
    const sizeBytes = 8 + 2 * file.offsetBytes + form.room * (file.offsetBytes + form.keyBytes) + form.keyBytes;
    if (!claims.once(at, sizeBytes, 'tree')) throw new Malformed('a tree that holds itself', at);
    for (let i = 0; i < node.entries; i++) {
      const key = cursor.bytes(form.keyBytes);
      const child = cursor.address();
      if (child === undefined) throw new Malformed('a tree with an entry that leads nowhere', cursor.at);
      if (node.level === 0) leaf(key, child);
      else if (queue.push({ at: child, level: node.level - 1 }) > MAX_NODES)
        throw new Malformed('a tree of too many nodes', at);
    }
  }
}

function beginNode(cursor: Cursor, { type, room }: TreeForm): { level: number; entries: number } {
  const { at, file } = cursor;
  file.expect(at, 'TREE');
  cursor.skip(4);
  const isType = cursor.number(1) === type;
  const level = cursor.number(1);
  const entries = cursor.number(2);
  cursor.skip(2 * file.offsetBytes);
  if (!isType || level > MAX_LEVEL || entries > room) throw new Malformed('a node of a tree that cannot be one', at);
  return { level, entries };
}

/** Texts of a group, by their offset. */
interface LocalHeap {
  readonly start: number;
  readonly end: number;
}

function readLocalHeap({ file, claims }: Place, at: number): LocalHeap {
  file.expect(at, 'HEAP');
  const cursor = new Cursor(file, at + 4, file.sizeBytes);
  cursor.version('a local heap', 0);
  cursor.skip(3);
  const sizeBytes = cursor.length();
  cursor.skip(file.lengthBytes);
  const start = cursor.address();
  if (start === undefined) throw new Malformed('a local heap without data', at);
  claims.once(at, cursor.at - at, 'heap');
  claims.once(start, sizeBytes, 'heap data');
  return { start, end: start + sizeBytes };
}

/** @returns the text at an offset of a local heap. @throws Malformed */
function heapText(file: FileBytes, heap: LocalHeap, offset: number): string {
  const start = heap.start + offset;
  if (offset < 0 || start >= heap.end) throw new Malformed('a name outside of its heap', heap.start);
  return new Cursor(file, start, heap.end).terminated();
}

/** Texts on a local heap, for what refers to it by an address and offsets. @throws Malformed */
export function openHeap(place: Place, at: number): (offset: number) => string {
  const heap = readLocalHeap(place, at);
  return (offset) => heapText(place.file, heap, offset);
}

const SOFT = 2;

/** Tells the links of an old group: a tree of nodes with symbols, whose names are on a heap. @throws Malformed */
export function readSymbolTable(place: Place, body: Cursor, found: (link: Link) => void): void {
  const tree = body.address();
  const heapAt = body.address();
  if (tree === undefined || heapAt === undefined) throw new Malformed('a group without tree or heap', body.at);
  const name = openHeap(place, heapAt);
  const form = { type: 0, keyBytes: place.file.lengthBytes, room: 2 * place.superblock.groupK };
  walkTree(place, tree, form, (_, child) => readSymbols(place, child, name, found));
}

function readSymbols(place: Place, at: number, name: (offset: number) => string, found: (link: Link) => void): void {
  const { file, claims, superblock } = place;
  file.expect(at, 'SNOD');
  const entryBytes = 2 * file.offsetBytes + 24;
  const cursor = new Cursor(file, at + 4, file.sizeBytes);
  cursor.version('a node of symbols', 1);
  cursor.skip(1);
  const count = cursor.number(2);
  if (count > 2 * superblock.leafK) throw new Malformed('a node of symbols with too many of them', at);
  if (!claims.once(at, 8 + 2 * superblock.leafK * entryBytes, 'symbols'))
    throw new Malformed('a tree that holds a node twice', at);
  for (let i = 0; i < count; i++) {
    const nameOffset = cursor.wide(file.offsetBytes);
    const target = cursor.address();
    const type = cursor.number(4);
    cursor.skip(4);
    const value = cursor.number(4);
    cursor.skip(12);
    if (type === SOFT) found({ kind: 'soft', name: name(nameOffset), target: name(value) });
    else if (target === undefined) throw new Malformed('a link that leads nowhere', cursor.at);
    else found({ kind: 'hard', name: name(nameOffset), at: target });
  }
}
