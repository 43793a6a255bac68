// SPDX-License-Identifier: Apache-2.0
import type { BoundedReader } from '../bounded-reader.js';
import { PICKLE_NAME, recogniseFragment } from '../fragment.js';
import { MAX_SNIFFED_MEMBERS, SNIFF_BYTES } from '../limits.js';
import { TAR_BLOCK_BYTES, isTarHeader, readTarHeader } from './tar-header.js';

/** What a tar archive is and holds. */
export interface TarContent {
  /** `tar`, or `torch-legacy` for PyTorch's first checkpoint format */
  readonly id: string;
  /** format ids of its members; `opaque` when some could not be looked at */
  readonly contains: readonly string[];
}

/** Looks into a tar archive that begins the file: names and beginnings of its first members. */
export function recogniseTar(reader: BoundedReader): TarContent {
  const ids = new Set<string>();
  const names = new Set<string>();
  const complete = walk(reader, ids, names);
  // https://github.com/pytorch/pytorch torch/serialization.py, legacy_load
  const torch = names.has('pickle') && names.has('storages') && names.has('tensors');
  if (names.has('pickle')) ids.add('pickle');
  if (!complete && !ids.has('pickle')) ids.add('opaque');
  return torch ? { id: 'torch-legacy', contains: ['tar', ...ids] } : { id: 'tar', contains: [...ids] };
}

function walk(reader: BoundedReader, ids: Set<string>, names: Set<string>): boolean {
  let at = 0;
  for (let i = 0; i < MAX_SNIFFED_MEMBERS; i++) {
    if (at >= reader.sizeBytes) return true;
    const block = reader.read(at, TAR_BLOCK_BYTES + SNIFF_BYTES);
    if (block === undefined) return false;
    if (block.subarray(0, TAR_BLOCK_BYTES).every((byte) => byte === 0)) return true;
    const header = isTarHeader(block) ? readTarHeader(block) : undefined;
    if (header === undefined) return false;
    const { name, sizeBytes } = header;
    names.add(name.replace(/^\.\//, ''));
    if (PICKLE_NAME.test(name)) ids.add('pickle');
    const content = block.subarray(TAR_BLOCK_BYTES, TAR_BLOCK_BYTES + Math.min(SNIFF_BYTES, sizeBytes));
    for (const id of recogniseFragment(Buffer.from(content), sizeBytes)) ids.add(id);
    at += TAR_BLOCK_BYTES + Math.ceil(sizeBytes / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES;
  }
  return false;
}
