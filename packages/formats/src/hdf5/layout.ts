// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import type { Cursor } from './cursor.js';

/** How the chunks of a dataset are found. */
export type ChunkIndex =
  | { readonly kind: 'tree-1' | 'tree-2' | 'fixed-array' | 'extensible-array'; readonly at: number | undefined }
  /** filtered chunks have the size that is said, others that of their shape */
  | { readonly kind: 'single'; readonly at: number | undefined; readonly filteredBytes?: number }
  | { readonly kind: 'implicit'; readonly at: number | undefined };

/** Where the elements of a dataset are. */
export type Layout =
  | { readonly kind: 'compact'; readonly sizeBytes: number }
  | { readonly kind: 'contiguous'; readonly at: number | undefined; readonly sizeBytes?: number }
  | { readonly kind: 'chunked'; readonly chunk: readonly number[]; readonly index: ChunkIndex }
  | { readonly kind: 'virtual'; readonly heap: number | undefined; readonly heapIndex: number };

const MAX_RANK = 33;
const CLASSES = ['compact', 'contiguous', 'chunked', 'virtual'] as const;

/** @throws Malformed */
export function readLayout(body: Cursor): Layout {
  const version = body.version('a layout', 1, 2, 3, 4, 5);
  return version < 3 ? readOldLayout(body) : readNewLayout(body, version);
}

function readOldLayout(body: Cursor): Layout {
  const rank = rankOf(body);
  const kind = CLASSES[body.number(1)];
  body.skip(5);
  const at = kind === 'compact' ? undefined : body.address();
  const dims = Array.from({ length: rank }, () => body.number(4));
  if (kind === 'compact') return { kind, sizeBytes: body.number(4) };
  // Its size follows from shape and type: what stands here is cut to 32 bits.
  if (kind === 'contiguous') return { kind, at };
  if (kind === 'chunked') return { kind, chunk: dims, index: { kind: 'tree-1', at } };
  throw new Malformed('a layout of no known class', body.at);
}

function readNewLayout(body: Cursor, version: number): Layout {
  const kind = CLASSES[body.number(1)];
  if (kind === 'compact') return { kind, sizeBytes: body.number(2) };
  if (kind === 'contiguous') return { kind, at: body.address(), sizeBytes: body.length() };
  if (kind === 'virtual' && version > 3) return { kind, heap: body.address(), heapIndex: body.number(4) };
  if (kind !== 'chunked') throw new Malformed('a layout of no known class', body.at);
  if (version > 3) return readChunked(body);
  const rank = rankOf(body);
  const at = body.address();
  return { kind, chunk: Array.from({ length: rank }, () => body.number(4)), index: { kind: 'tree-1', at } };
}

function rankOf(body: Cursor): number {
  const rank = body.number(1);
  if (rank > MAX_RANK) throw new Malformed(`chunks of ${rank} dimensions`, body.at);
  return rank;
}

const FILTERED_SINGLE = 2;
/** Bytes of the parameters of each index, by its type. */
const PARAMETER_BYTES = { 3: 1, 4: 5, 5: 6 } as const;
const INDEXES = { 3: 'fixed-array', 4: 'extensible-array', 5: 'tree-2' } as const;

function readChunked(body: Cursor): Layout {
  const flags = body.number(1);
  const rank = rankOf(body);
  const dimBytes = body.number(1);
  if (dimBytes > 8) throw new Malformed('chunks of too large dimensions', body.at);
  const chunk = Array.from({ length: rank }, () => body.wide(dimBytes));
  const type = body.number(1);
  if (type === 1) {
    const isFiltered = (flags & FILTERED_SINGLE) !== 0;
    const filteredBytes = isFiltered ? body.length() : undefined;
    if (isFiltered) body.skip(4);
    const at = body.address();
    return {
      kind: 'chunked',
      chunk,
      index: { kind: 'single', at, ...(filteredBytes !== undefined && { filteredBytes }) },
    };
  }
  if (type === 2) return { kind: 'chunked', chunk, index: { kind: 'implicit', at: body.address() } };
  if (type !== 3 && type !== 4 && type !== 5) throw new Malformed(`a chunk index of type ${type}`, body.at);
  body.skip(PARAMETER_BYTES[type]);
  return { kind: 'chunked', chunk, index: { kind: INDEXES[type], at: body.address() } };
}
