// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import type { Cursor } from './cursor.js';
import { openHeap, type Place } from './group-tree.js';

/** Most sources of one dataset that are told. */
const MAX_SOURCES = 1000;

/** The files that an external data files message names. @throws Malformed */
export function readExternalFiles(place: Place, body: Cursor): string[] {
  body.version('a list of external files', 1);
  body.skip(5);
  const used = body.number(2);
  const heapAt = body.address();
  if (heapAt === undefined) throw new Malformed('external files without names', body.at);
  const name = openHeap(place, heapAt);
  const files = new Set<string>();
  for (let i = 0; i < Math.min(used, MAX_SOURCES); i++) {
    files.add(name(body.length()));
    body.skip(2 * place.file.lengthBytes);
  }
  return [...files];
}

export interface VirtualSource {
  /** `.` is the file itself */
  readonly file: string;
  readonly dataset: string;
}

/**
 * The sources of a virtual dataset, each once.
 *
 * @param object - on the global heap
 * @throws Malformed
 */
export function readVirtualFiles(object: Cursor): VirtualSource[] {
  const version = object.version('a virtual dataset', 0, 1);
  const count = object.length();
  const sources = new Map<string, VirtualSource>();
  const files: string[] = [];
  for (let i = 0; i < count && sources.size < MAX_SOURCES; i++) {
    const source =
      version === 0 ? { file: object.terminated(), dataset: object.terminated() } : readShort(object, files);
    sources.set(`${source.file}\n${source.dataset}`, source);
    skipSelection(object);
    skipSelection(object);
  }
  return [...sources.values()];
}

const SAME_FILE = 0x04;
const FILE_BEFORE = 0x01;
const DATASET_BEFORE = 0x02;

/** Version 1 refers to names that were there before. */
function readShort(object: Cursor, names: string[]): VirtualSource {
  const flags = object.number(1);
  const name = (isBefore: boolean): string => {
    const text = isBefore ? (names[object.length()] ?? '?') : object.terminated();
    names.push(text);
    return text;
  };
  const file = (flags & SAME_FILE) !== 0 ? '.' : name((flags & FILE_BEFORE) !== 0);
  return { file, dataset: name((flags & DATASET_BEFORE) !== 0) };
}

const POINTS = 1;
const HYPERSLABS = 2;

/** @see https://support.hdfgroup.org/documentation/hdf5/latest/_s_p_e_c.html, dataspace selections */
function skipSelection(object: Cursor): void {
  const type = object.number(4);
  const version = object.number(4);
  if (type === HYPERSLABS && version >= 2) {
    const flags = object.number(1);
    const numberBytes = version === 2 ? 8 : object.number(1);
    if (version === 2) object.skip(4);
    const rank = object.number(4);
    const isRegular = (flags & 1) !== 0;
    const numbers = isRegular ? 4 * rank : 2 * rank * object.wide(numberBytes);
    object.skip(numberBytes * numbers);
  } else if (type === POINTS && version >= 2) {
    throw new Malformed('a selection of points, which is not followed', object.at);
  } else {
    object.skip(4);
    object.skip(object.number(4));
  }
}
