// SPDX-License-Identifier: Apache-2.0
import { matchMagic } from './magic/magic.js';
import { isScript } from './magic/executables.js';
import { safetensorsHeaderBytes } from './magic/models.js';
import { startOfCompressed } from './magic/compression.js';
import { npyMayPickle } from './numpy/npy.js';
import { isPickle } from './pickle/judge.js';
import { PickleWalker } from './pickle/walker.js';
import { TextScan } from './text/text-scan.js';

/** File names that pickles go by. */
export const PICKLE_NAME = /\.(?:pkl|pickle|pck|dill|joblib)$/i;

const ARCHIVES = new Set(['zip', 'tar', 'torch']);

/**
 * Format ids that the beginning of an archive's member shows, with what they contain. Archives in archives are not looked
 * into: they are opaque.
 *
 * @param bytes - the beginning; may be all of it
 * @param sizeBytes - of the whole member, as far as known
 */
export function recogniseFragment(bytes: Buffer, sizeBytes: number): string[] {
  const ids = new Set(matchMagic(bytes, sizeBytes));
  if (safetensorsHeaderBytes(bytes, sizeBytes) !== undefined) ids.add('safetensors');
  if (ids.has('npy') && npyMayPickle(bytes)) ids.add('pickle');
  if (isScript(bytes)) ids.add('script');
  if ([...ids].some((id) => ARCHIVES.has(id))) ids.add('opaque');
  if (startsAsPickle(bytes, sizeBytes, ids.size > 0)) ids.add('pickle');
  if (ids.has('zip') && PICKLE_NAME.test(firstZipName(bytes))) ids.add('pickle');
  for (const id of ['gzip', 'zlib'] as const) {
    if (ids.has(id) && compressedPickle(bytes, id)) ids.add('pickle');
  }
  return [...ids];
}

/** Whether a gzip or zlib stream begins with a pickle. */
export function compressedPickle(head: Buffer, id: 'gzip' | 'zlib'): boolean {
  const content = startOfCompressed(head, id);
  return content !== undefined && startsAsPickle(content, Number.MAX_SAFE_INTEGER, false);
}

function startsAsPickle(bytes: Buffer, sizeBytes: number, recognised: boolean): boolean {
  const walker = new PickleWalker(Math.max(sizeBytes, bytes.length));
  walker.push(bytes);
  const text = new TextScan();
  text.push(bytes);
  return isPickle(walker, recognised ? 'recognised' : text.alive ? 'text' : 'unrecognised');
}

const firstZipName = (bytes: Buffer): string =>
  bytes.length < 30 ? '' : bytes.toString('utf8', 30, Math.min(bytes.length, 30 + bytes.readUInt16LE(26)));
