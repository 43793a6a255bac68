// SPDX-License-Identifier: Apache-2.0
import { MpkError, isMpkError } from '@mpk/core';
import { MAX_METADATA_BYTES, TufStore, isTarget, type TufReference, type TufRole } from './tuf-store.js';

/** Most versions of the root between the given and the newest one; Sigstore has had about three a year. */
export const MAX_ROOT_VERSIONS = 64;
/** Largest target; a trusted root has 7 KiB. */
export const MAX_TARGET_BYTES = 1024 * 1024;
const TARGET_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** Where metadata and targets come from. Untrusted. */
export interface TufSource {
  /** @returns undefined where there is no such file */
  read(path: string, maxBytes: number): Promise<Buffer | undefined>;
}

/** Everything that one refresh has verified, as bytes. Kept for the next one, and verified again then. */
export interface TufFiles {
  /** by version, those after the given root */
  readonly roots: ReadonlyMap<number, Uint8Array>;
  readonly timestamp: Uint8Array;
  readonly snapshot: Uint8Array;
  readonly targets: Uint8Array;
  /** target files by name */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** What a refresh needs. */
export interface RefreshOptions {
  /** trusted */
  readonly root: Uint8Array;
  /** undefined: only `known` is looked at */
  readonly source: TufSource | undefined;
  /** from an earlier refresh; untrusted */
  readonly known: TufFiles | undefined;
  readonly names: readonly string[];
  /** may be missing */
  readonly optionalNames?: readonly string[];
  /** the time at which nothing may have expired; undefined: any may */
  readonly at: Date | undefined;
}

/** Verified files, and until when their metadata is good. */
export interface Refreshed {
  readonly files: TufFiles;
  readonly metadata: Record<TufRole, { readonly version: number; readonly expiresAt: Date }>;
}

/**
 * The client workflow of TUF for a few targets of the top-level role: verifies every step, and goes no step back behind what was
 * known.
 *
 * @throws MpkError `TRUST_INVALID` for anything that does not verify, has expired or is missing; `INPUT_MALFORMED`,
 * `INPUT_TOO_LARGE`; `USAGE` for a name that is none; what `source` throws
 * @see https://theupdateframework.github.io/specification/latest/ section 5
 */
export async function refreshTuf(options: RefreshOptions): Promise<Refreshed> {
  const { source, known, names, optionalNames = [] } = options;
  [...names, ...optionalNames].forEach(assertName);
  const store = await TufStore.open(options.root, options.at);
  const roots = await walkRoots(store, source, known);
  const timestamp = await readTimestamp(store, source, known);
  const snapshot = await readSnapshot(store, source, known);
  const targets = await readTargets(store, source, known);
  const files = new Map<string, Uint8Array>();
  for (const name of names) files.set(name, await readTarget(store, name, source, known));
  for (const name of optionalNames) {
    const isThere = source === undefined ? known?.files.has(name) === true : store.target(name) !== undefined;
    if (isThere) files.set(name, await readTarget(store, name, source, known));
  }
  return { files: { roots, timestamp, snapshot, targets, files }, metadata: store.describe() };
}

type Source = TufSource | undefined;
type Known = TufFiles | undefined;

/** Section 5.3: each root is signed by the one before it. */
async function walkRoots(store: TufStore, source: Source, known: Known): Promise<ReadonlyMap<number, Uint8Array>> {
  const roots = new Map<number, Uint8Array>();
  for (;;) {
    const version = store.nextRootVersion;
    const old = known?.roots.get(version);
    if (old !== undefined && isAccepted(() => store.addRoot(old))) roots.set(version, old);
    else {
      const bytes = await source?.read(`${version}.root.json`, MAX_METADATA_BYTES);
      if (bytes === undefined) return roots;
      store.addRoot(bytes);
      roots.set(version, bytes);
    }
    if (roots.size > MAX_ROOT_VERSIONS) {
      throw new MpkError('INPUT_TOO_LARGE', `the root of trust has more than ${MAX_ROOT_VERSIONS} newer versions`, {
        hint: 'start from a newer root',
      });
    }
  }
}

const TIMESTAMP = 'timestamp.json';

/** Every repository has this one: its absence says more of the address than of the repository. */
const NO_REPOSITORY = 'check that the URL is that of a TUF repository, the folder in which its timestamp.json lies';

/** Section 5.4. The known one comes first, expired or not: no older one is taken after it. */
async function readTimestamp(store: TufStore, source: Source, known: Known): Promise<Uint8Array> {
  const old = known?.timestamp;
  if (source === undefined) {
    const timestamp = old ?? missing(TIMESTAMP);
    store.addTimestamp(timestamp);
    return timestamp;
  }
  if (old !== undefined) isAccepted(() => store.addTimestamp(old));
  const bytes = (await source.read(TIMESTAMP, MAX_METADATA_BYTES)) ?? missing(TIMESTAMP, NO_REPOSITORY);
  return store.addTimestamp(bytes) ? bytes : (old ?? bytes);
}

/** Section 5.5. */
async function readSnapshot(store: TufStore, source: Source, known: Known): Promise<Uint8Array> {
  const old = known?.snapshot;
  if (old !== undefined && isAccepted(() => store.addSnapshot(old, { isOld: true }))) return old;
  const bytes = await readNamed('snapshot', store.snapshot, store, source);
  store.addSnapshot(bytes);
  return bytes;
}

/** Section 5.6. */
async function readTargets(store: TufStore, source: Source, known: Known): Promise<Uint8Array> {
  const old = known?.targets;
  if (old !== undefined && isAccepted(() => store.addTargets(old))) return old;
  const bytes = await readNamed('targets', store.targets, store, source);
  store.addTargets(bytes);
  return bytes;
}

async function readNamed(role: TufRole, named: TufReference, store: TufStore, source: Source): Promise<Buffer> {
  const path = store.isConsistentSnapshot ? `${named.version}.${role}.json` : `${role}.json`;
  return (await source?.read(path, named.maxBytes)) ?? missing(path);
}

/** Section 5.7. */
async function readTarget(store: TufStore, name: string, source: Source, known: Known): Promise<Uint8Array> {
  const target = store.target(name) ?? missing(name);
  if (target.lengthBytes > MAX_TARGET_BYTES) {
    throw new MpkError('INPUT_TOO_LARGE', `the target ${name} has more than ${MAX_TARGET_BYTES} bytes`);
  }
  const old = known?.files.get(name);
  if (old !== undefined && isTarget(old, target)) return old;
  const path = `targets/${store.isConsistentSnapshot ? `${target.sha256}.` : ''}${name}`;
  const bytes = (await source?.read(path, target.lengthBytes)) ?? missing(path);
  if (isTarget(bytes, target)) return bytes;
  throw new MpkError('TRUST_INVALID', `the target ${name} is not the file that the trust metadata names`);
}

function isAccepted(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (isMpkError(error)) return false;
    throw error;
  }
}

/** They become parts of a path. */
function assertName(name: string): void {
  if (!TARGET_NAME.test(name)) throw new MpkError('USAGE', `${JSON.stringify(name)} is no name of a target`);
}

function missing(path: string, hint?: string): never {
  throw new MpkError('TRUST_INVALID', `there is no ${path}`, hint === undefined ? {} : { hint });
}
