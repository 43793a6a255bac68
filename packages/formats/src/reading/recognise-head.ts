// SPDX-License-Identifier: Apache-2.0
import type { RangeReader } from '@mpk/core';
import { BoundedReader } from '../bounded-reader.js';
import { isScript } from '../magic/executables.js';
import { HDF5_MAGIC, matchMagic } from '../magic/magic.js';
import { safetensorsHeaderBytes } from '../magic/models.js';
import { readZipDirectory } from '../zip/directory.js';

/**
 * Ids of the formats that the beginning of a part shows, the most telling first; and of those that loaders find elsewhere: a zip
 * directory at the end, HDF5 after a user block.
 *
 * @param sizeBytes - of the part; undefined where that is not known yet
 * @param ranges - where the part can be read out of order
 */
export function recogniseHead(head: Buffer, sizeBytes: number | undefined, ranges: RangeReader | undefined): string[] {
  const ids = matchMagic(head, sizeBytes ?? Number.MAX_SAFE_INTEGER);
  if (safetensorsHeaderBytes(head, sizeBytes ?? Number.MAX_SAFE_INTEGER) !== undefined) ids.unshift('safetensors');
  if (isScript(head)) ids.push('script');
  if (ranges === undefined) return ids;
  // Files that belong to a TensorFlow Lite model are appended to it as an archive: its own reader opens that.
  if (!ids.includes('zip') && !ids.includes('tflite') && readZipDirectory(new BoundedReader(ranges)) !== undefined)
    ids.push('zip');
  if (!ids.includes('hdf5') && hasUserBlock(ranges)) ids.push('hdf5');
  return ids;
}

/** HDF5 allows a user block before its signature, of 512 bytes or that doubled any number of times. */
function hasUserBlock(ranges: RangeReader): boolean {
  for (let at = 512; at < ranges.sizeBytes; at *= 2) {
    if (ranges.read(at, HDF5_MAGIC.length).toString('latin1') === HDF5_MAGIC) return true;
  }
  return false;
}
