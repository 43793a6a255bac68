// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import { readDatatype } from './attribute.js';
import { findChunks } from './chunks.js';
import type { Hdf5Object } from './content.js';
import { elementsOf, readDataspace } from './dataspace.js';
import type { Datatype } from './datatype.js';
import { readFilters, type Filter } from './filters.js';
import type { Place } from './group-tree.js';
import { readLayout, type Layout } from './layout.js';
import { MESSAGE, type HeaderMessage } from './object-header.js';

/** What the messages of a dataset say. */
export interface Dataset {
  readonly type: Datatype;
  readonly shape: readonly number[] | undefined;
  readonly layout: Layout;
  readonly filters: readonly Filter[];
}

/** @returns undefined for what is no dataset. @throws Malformed */
export function readDataset(place: Place, messages: readonly HeaderMessage[]): Dataset | undefined {
  const find = (type: number): HeaderMessage | undefined => messages.find((message) => message.type === type);
  const [layout, type, space, filters] = [MESSAGE.layout, MESSAGE.datatype, MESSAGE.dataspace, MESSAGE.filters].map(
    find,
  );
  if (layout === undefined) return undefined;
  if (type === undefined || space === undefined) throw new Malformed('a dataset without type or shape', layout.body.at);
  for (const { isShared, body } of [layout, space, ...(filters === undefined ? [] : [filters])]) {
    if (isShared) throw new Malformed('a shared message, which is not followed', body.at);
  }
  return {
    type: readDatatype(place, type),
    shape: readDataspace(space.body),
    layout: readLayout(layout.body),
    filters: filters === undefined ? [] : readFilters(filters.body),
  };
}

export const describeDataset = (path: string, { type, shape, layout, filters }: Dataset): Hdf5Object => ({
  path,
  kind: 'dataset',
  ...(shape !== undefined && { shape }),
  dtype: type.name,
  layout: layout.kind,
  ...(filters.length > 0 && { filters: filters.map(({ id }) => id) }),
});

/** Bytes of the elements of a dataset as its shape and type say; undefined where no file is so large. */
export function elementBytes({ type, shape }: Dataset): number | undefined {
  const elements = elementsOf(shape);
  const bytes = elements === undefined ? NaN : elements * type.sizeBytes;
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** What is told of the elements of a dataset. */
export interface StoredVisitor {
  /** Bytes of elements, one after another. */
  stored(at: number, sizeBytes: number): void;
  /** @param detail - what does not fit together */
  mismatch(detail: string): void;
}

/** Tells where the elements of a dataset are in this file. @throws Malformed */
export function findStored(place: Place, dataset: Dataset, visitor: StoredVisitor): void {
  const { layout, shape } = dataset;
  const bytes = elementBytes(dataset);
  if (bytes === undefined) visitor.mismatch('more elements than any file has');
  if (layout.kind === 'compact') {
    if (layout.sizeBytes !== bytes) visitor.mismatch(`${layout.sizeBytes} bytes, ${bytes ?? 'more'} by shape and type`);
  } else if (layout.kind === 'contiguous') storedContiguous(layout, bytes ?? 0, visitor);
  else if (layout.kind === 'chunked') {
    const { index, chunk } = layout;
    const chunkBytes = chunk.reduce((product, size) => product * size, 1);
    const isPlain = dataset.filters.length === 0;
    findChunks(place, { shape: shape ?? [], chunk, index }, (at, sizeBytes) => {
      visitor.stored(at, sizeBytes);
      if (isPlain && sizeBytes !== chunkBytes)
        visitor.mismatch(`a chunk of ${sizeBytes} bytes, ${chunkBytes} by its shape`);
    });
  }
}

function storedContiguous(layout: Layout & { kind: 'contiguous' }, bytes: number, visitor: StoredVisitor): void {
  if (layout.at === undefined) return;
  const sizeBytes = layout.sizeBytes ?? bytes;
  if (sizeBytes !== bytes) visitor.mismatch(`${sizeBytes} bytes, ${bytes} by shape and type`);
  // What is beyond the elements is not theirs.
  visitor.stored(layout.at, Math.min(sizeBytes, bytes));
}
