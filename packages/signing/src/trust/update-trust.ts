// SPDX-License-Identifier: Apache-2.0
import { MpkError, isMpkError } from '@mpk/core';
import { assertPrivateFolder, assertSafeFolder } from './private-folder.js';
import { cachePath, readCache, readCacheBytes, parseCache, readCacheIfGood, writeCache } from './trust-cache.js';
import { refreshTuf, type Refreshed } from './tuf-client.js';
import { tufMirror, type TufMirrorOptions } from './tuf-mirror.js';
import type { TufRole } from './tuf-store.js';

/** The target that holds the authorities and logs to trust. */
export const TRUSTED_ROOT_TARGET = 'trusted_root.json';
/** The target that says which services to sign with. */
export const SIGNING_CONFIG_TARGET = 'signing_config.v0.2.json';

/** A TUF repository, and what is wanted of it. */
export interface TrustOptions {
  /** of the repository or a mirror of it; it also names the cache */
  readonly url: string;
  /** a root of TUF (`root.json`) that is trusted already; it may have expired, what follows from it must not */
  readonly root: Uint8Array;
  /** the user's own */
  readonly cacheFolder: string;
  /** names; must all be there */
  readonly targets: readonly string[];
  /** names; taken where they are there */
  readonly optionalTargets?: readonly string[];
  /** the clock, for tests */
  readonly now?: Date;
}

/** Targets whose metadata verified. */
export interface TufTrust {
  /** by name */
  readonly targets: ReadonlyMap<string, Uint8Array>;
  readonly metadata: Record<TufRole, { readonly version: number; readonly expiresAt: Date }>;
  /** when the first of the metadata expires; after that the repository may have moved on, and be kept from saying so */
  readonly expiresAt: Date;
  readonly isExpired: boolean;
}

/**
 * Fetches targets from a TUF repository and keeps them in the cache, all or nothing.
 *
 * What is in the cache is not believed, but verified again, and kept as the point behind which nothing goes back.
 *
 * @throws MpkError `TRUST_INVALID` for metadata or targets that do not verify, have expired, are missing or older than known;
 * `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED`, `CANCELLED`; `USAGE` for the URL or a name;
 * `INPUT_UNREADABLE`, `OUTPUT_UNWRITABLE` for the cache
 */
export async function updateTrust(options: TrustOptions & TufMirrorOptions): Promise<TufTrust> {
  const { url, cacheFolder, now = new Date() } = options;
  const source = tufMirror(url, options);
  assertPrivateFolder(cacheFolder);
  const path = cachePath(cacheFolder, url);
  const known = readCacheIfGood(path);
  const refreshed = await refreshTuf({ ...refreshOptions(options), source, known, at: now });
  writeCache(path, refreshed.files);
  return toTrust(refreshed, now);
}

/**
 * Reads targets from the cache, without the network: all signatures and digests are verified again, from the given root on.
 *
 * Metadata that has expired is taken, and marked so: whoever cannot reach the repository decides how old is too old.
 *
 * @throws MpkError `INPUT_UNREADABLE` where there is no cache, or others can write into it; `TRUST_INVALID`, `INPUT_MALFORMED`,
 * `INPUT_TOO_LARGE` where it is damaged or does not follow from the root; `USAGE` for a name
 */
export async function readCachedTrust(options: TrustOptions): Promise<TufTrust> {
  const { url, cacheFolder, now = new Date() } = options;
  try {
    assertSafeFolder(cacheFolder);
    const known = readCache(cachePath(cacheFolder, url));
    return toTrust(await refreshTuf({ ...refreshOptions(options), source: undefined, known, at: undefined }), now);
  } catch (error) {
    if (!isMpkError(error) || error.hint !== undefined || error.code === 'USAGE') throw error;
    const { code, message, cause } = error;
    throw new MpkError(code, message, { cause, hint: 'mpk trust update fetches it, where the network is at hand' });
  }
}

/**
 * The bytes of the cache of a repository, to be taken to a machine without network. Nothing of them is verified.
 *
 * @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`
 */
export const trustCacheBytes = ({ url, cacheFolder }: Pick<TrustOptions, 'url' | 'cacheFolder'>): Buffer =>
  readCacheBytes(cachePath(cacheFolder, url));

/**
 * Reads targets from the bytes of a cache that came from elsewhere: all signatures and digests are verified, from the given
 * root on. Metadata that has expired is taken, and marked so.
 *
 * @throws MpkError `TRUST_INVALID`, `INPUT_MALFORMED`, `INPUT_TOO_LARGE`; `USAGE` for a name
 */
export async function verifyTrustCache(
  bytes: Uint8Array,
  options: Pick<TrustOptions, 'root' | 'targets' | 'optionalTargets' | 'now'>,
): Promise<TufTrust> {
  const { root, targets: names, optionalTargets: optionalNames, now = new Date() } = options;
  const known = parseCache(bytes);
  return toTrust(await refreshTuf({ root, names, optionalNames, source: undefined, known, at: undefined }), now);
}

const refreshOptions = ({ root, targets, optionalTargets }: TrustOptions) => ({
  root,
  names: targets,
  optionalNames: optionalTargets,
});

function toTrust({ files, metadata }: Refreshed, now: Date): TufTrust {
  const expiresAt = new Date(Math.min(...Object.values(metadata).map((one) => one.expiresAt.getTime())));
  return { targets: files.files, metadata, expiresAt, isExpired: expiresAt <= now };
}
