// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import {
  MpkError,
  asObject,
  asString,
  decodeBase64,
  isMpkError,
  parseJson,
  readFileBounded,
  sha256Hex,
  writeFileAtomic,
} from '@mpk/core';
import type { TufFiles } from './tuf-client.js';

/** Far more than 64 roots of 10 KiB and a few targets. */
const MAX_CACHE_BYTES = 16 * 1024 * 1024;
const WHAT = 'the trust cache';
const CACHE_SCHEMA = 'https://modelprovenance.dev/trust-cache/v1alpha1';

/** Where the cache of one mirror lies: one file, so that it is complete or not there. */
export const cachePath = (folder: string, url: string): string =>
  join(folder, `tuf-${sha256Hex(Buffer.from(url)).slice(0, 32)}.json`);

/**
 * Reads what an earlier update has stored. Nothing of it is verified yet.
 *
 * @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED`
 */
export const readCache = (path: string): TufFiles => parseCache(readCacheBytes(path));

/** The bytes of a cache, as they can be taken to another machine. @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE` */
export const readCacheBytes = (path: string): Buffer =>
  readFileBounded(path, { maxBytes: MAX_CACHE_BYTES, what: WHAT, followLinks: false });

/** Reads the bytes of a cache. Nothing of it is verified yet. @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED` */
export function parseCache(bytes: Uint8Array): TufFiles {
  const what = WHAT;
  const cache = asObject(parseJson(bytes, { maxBytes: MAX_CACHE_BYTES, what }), what);
  if (cache['schema'] !== CACHE_SCHEMA) throw new MpkError('INPUT_MALFORMED', `${what} is of another version`);
  const file = (value: unknown): Buffer => decodeBase64(asString(value, what), what);
  return {
    roots: new Map(entries(cache['roots']).map(([name, value]) => [Number(name), file(value)])),
    timestamp: file(cache['timestamp']),
    snapshot: file(cache['snapshot']),
    targets: file(cache['targets']),
    files: new Map(entries(cache['files']).map(([name, value]) => [name, file(value)])),
  };
}

/** As {@link readCache}, but a cache that is not there or damaged is none: an update makes a new one. */
export function readCacheIfGood(path: string): TufFiles | undefined {
  try {
    return readCache(path);
  } catch (error) {
    if (isMpkError(error)) return undefined;
    throw error;
  }
}

/** Replaces the cache. @throws MpkError `OUTPUT_UNWRITABLE` */
export function writeCache(path: string, { roots, timestamp, snapshot, targets, files }: TufFiles): void {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const texts = (map: ReadonlyMap<string | number, Uint8Array>): Record<string, string> =>
    Object.fromEntries([...map].map(([name, bytes]) => [name, text(bytes)]));
  const cache = {
    schema: CACHE_SCHEMA,
    roots: texts(roots),
    timestamp: text(timestamp),
    snapshot: text(snapshot),
    targets: text(targets),
    files: texts(files),
  };
  writeFileAtomic(path, `${JSON.stringify(cache)}\n`, { mode: 0o600 });
}

const entries = (value: unknown): [string, unknown][] => Object.entries(asObject(value, 'a member of the trust cache'));
