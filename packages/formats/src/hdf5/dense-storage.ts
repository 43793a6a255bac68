// SPDX-License-Identifier: Apache-2.0
import type { Cursor } from './cursor.js';
import { openFractalHeap } from './fractal-heap.js';
import type { Place } from './group-tree.js';
import { walkTree2 } from './tree-2.js';

/** How many links, or many attributes, are kept outside of the object header. */
interface DenseForm {
  /** bytes of the highest creation order, where it is written */
  readonly orderBytes: number;
  /** types of the trees by name and by creation order */
  readonly treeTypes: readonly [names: number, orders: number];
  /** id of an object on the heap, of a record of the tree by name */
  readonly idOf: (record: Buffer) => Buffer;
}

/** A hash stands before the id. */
export const DENSE_LINKS: DenseForm = { orderBytes: 8, treeTypes: [5, 6], idOf: (record) => record.subarray(4) };
/** Flags, creation order and a hash follow the id. */
export const DENSE_ATTRIBUTES: DenseForm = {
  orderBytes: 2,
  treeTypes: [8, 9],
  idOf: (record) => record.subarray(0, -9),
};

/**
 * Tells each link or attribute of a link info or attribute info message.
 *
 * @throws Malformed
 */
export function readDense(place: Place, body: Cursor, form: DenseForm, found: (object: Cursor) => void): void {
  body.version('a link or attribute info', 0);
  const flags = body.number(1);
  if ((flags & 1) !== 0) body.skip(form.orderBytes);
  const heapAt = body.address();
  const names = body.address();
  const orders = (flags & 2) !== 0 ? body.address() : undefined;
  if (heapAt === undefined) return;
  const object = openFractalHeap(place, heapAt);
  const [nameType, orderType] = form.treeTypes;
  if (names !== undefined) walkTree2(place, names, [nameType], (record) => found(object(form.idOf(record))));
  if (orders !== undefined) walkTree2(place, orders, [orderType], () => undefined);
}
