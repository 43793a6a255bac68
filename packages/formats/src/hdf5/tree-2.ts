// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import { Cursor } from './cursor.js';
import { MAX_NODES, type Place } from './group-tree.js';

/** Signature, version and type, and a checksum. */
const NODE_BYTES = 10;
const MAX_DEPTH = 16;

interface Tree {
  readonly type: number;
  readonly nodeBytes: number;
  readonly recordBytes: number;
  readonly depth: number;
  /** by level: bytes of a pointer to a node of it, and of the counts in that pointer */
  readonly pointers: readonly { readonly countBytes: number; readonly totalBytes: number }[];
}

interface Node {
  readonly at: number;
  readonly records: number;
  readonly level: number;
}

/** Bytes that a number up to `limit` needs. */
const bytesFor = (limit: number): number => Math.floor(Math.log2(Math.max(1, limit)) / 8) + 1;

/**
 * Walks a B-tree of version 2.
 *
 * @param record - told each record; it is valid during the call
 * @throws Malformed
 */
export function walkTree2(place: Place, at: number, types: readonly number[], record: (bytes: Buffer) => void): void {
  const { file, claims } = place;
  file.expect(at, 'BTHD');
  const header = new Cursor(file, at + 4, file.sizeBytes);
  header.version('a tree', 0);
  const type = header.number(1);
  const nodeBytes = header.number(4);
  const recordBytes = header.number(2);
  const depth = header.number(2);
  header.skip(2);
  const root = header.address();
  const records = header.number(2);
  header.skip(file.lengthBytes + 4);
  claims.once(at, header.at - at, 'tree');
  if (!types.includes(type) || depth > MAX_DEPTH || recordBytes === 0 || nodeBytes <= NODE_BYTES) {
    throw new Malformed('a tree that cannot be one', at);
  }
  if (root === undefined) return;
  const pointers = pointersOf({ nodeBytes, recordBytes, depth, offsetBytes: file.offsetBytes });
  const tree = { type, nodeBytes, recordBytes, depth, pointers };
  const queue: Node[] = [{ at: root, records, level: depth }];
  for (const node of queue) {
    for (const child of readNode(place, tree, node, record)) {
      if (queue.push(child) > MAX_NODES) throw new Malformed('a tree of too many nodes', at);
    }
  }
}

function readNode({ file, claims }: Place, tree: Tree, node: Node, record: (bytes: Buffer) => void): Node[] {
  const { at, records, level } = node;
  if (!claims.once(at, tree.nodeBytes, 'tree')) throw new Malformed('a tree that holds itself', at);
  file.expect(at, level === 0 ? 'BTLF' : 'BTIN');
  const cursor = new Cursor(file, at + 4, at + tree.nodeBytes);
  cursor.version('a node of a tree', 0);
  if (cursor.number(1) !== tree.type) throw new Malformed('a node of another tree', at);
  for (let i = 0; i < records; i++) record(cursor.bytes(tree.recordBytes));
  const pointer = tree.pointers[level - 1];
  if (level === 0 || pointer === undefined) return [];
  return Array.from({ length: records + 1 }, () => {
    const child = cursor.address();
    const count = cursor.wide(pointer.countBytes);
    cursor.skip(pointer.totalBytes);
    if (child === undefined) throw new Malformed('a tree with an entry that leads nowhere', cursor.at);
    return { at: child, records: count, level: level - 1 };
  });
}

type Sizes = Pick<Tree, 'nodeBytes' | 'recordBytes' | 'depth'> & { readonly offsetBytes: number };

/** How pointers to the nodes of each level are written: as short as the most that they may have to say. */
function pointersOf({ nodeBytes, recordBytes, depth, offsetBytes }: Sizes): Tree['pointers'] {
  const inLeaf = Math.floor((nodeBytes - NODE_BYTES) / recordBytes);
  const countBytes = bytesFor(inLeaf);
  const pointers = [{ countBytes, totalBytes: 0 }];
  let total = inLeaf;
  for (let level = 1; level < depth; level++) {
    const pointerBytes = offsetBytes + countBytes + (pointers[level - 1]?.totalBytes ?? 0);
    const inNode = Math.floor((nodeBytes - NODE_BYTES - pointerBytes) / (recordBytes + pointerBytes));
    total = (inNode + 1) * total + inNode;
    pointers.push({ countBytes, totalBytes: Math.min(8, bytesFor(total)) });
  }
  return pointers;
}
