// SPDX-License-Identifier: Apache-2.0
import type { Cursor } from './cursor.js';
import { Malformed } from '../reading/drive.js';

/** A step that the elements of a chunk go through. */
export interface Filter {
  /** 1 deflate, 2 shuffle, 3 fletcher32, 4 szip, 5 nbit, 6 scaleoffset; from 256 on registered with the HDF Group */
  readonly id: number;
  readonly name: string;
}

/** Most filters of one dataset, as libhdf5 has it. */
const MAX_FILTERS = 32;
/** Ids below this one need no name. */
const FIRST_NAMED = 256;

/** @throws Malformed */
export function readFilters(body: Cursor): Filter[] {
  const version = body.version('a filter pipeline', 1, 2);
  const count = body.number(1);
  if (count > MAX_FILTERS) throw new Malformed(`${count} filters`, body.at);
  if (version === 1) body.skip(6);
  return Array.from({ length: count }, () => readFilter(body, version));
}

function readFilter(body: Cursor, version: number): Filter {
  const id = body.number(2);
  const nameBytes = version === 1 || id >= FIRST_NAMED ? body.number(2) : 0;
  body.skip(2);
  const values = body.number(2);
  const name = body.bytes(version === 1 ? Math.ceil(nameBytes / 8) * 8 : nameBytes).toString('utf8');
  // Version 1 pads to an even number of values.
  body.skip(4 * (version === 1 ? values + (values % 2) : values));
  return { id, name: name.replace(/\0[^]*$/, '') };
}
