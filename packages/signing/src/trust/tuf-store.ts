// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { TrustedMetadataStore } from 'tuf-js/dist/store.js';
import { MpkError, isMpkError, parseJson } from '@mpk/core';

/** Largest metadata file; Sigstore's have up to 10 KiB. */
export const MAX_METADATA_BYTES = 512 * 1024;
/**
 * Most members of one object or list in it. The library copies an object anew for each member, before it looks at any
 * signature: 20,000 members, from anybody, would keep it busy for more than a minute.
 */
export const MAX_METADATA_MEMBERS = 512;

/** The top-level roles of TUF. */
export type TufRole = 'root' | 'timestamp' | 'snapshot' | 'targets';

/** How one metadata file is named and how large it may be, by the word of the one that names it. */
export interface TufReference {
  readonly version: number;
  readonly maxBytes: number;
}

/** One target file, by the word of signed metadata. */
export interface TufTarget {
  readonly lengthBytes: number;
  /** lowercase hex */
  readonly sha256: string;
}

/**
 * Verified TUF metadata, role by role in the order of the specification: roots, timestamp, snapshot, targets.
 *
 * The only door to `tuf-js`, and to the part of it that neither reads files nor asks the network: its updater does both, also
 * where it is told to go by its cache (`forceCache` goes back to the network for whatever in the cache does not verify).
 *
 * @see https://theupdateframework.github.io/specification/latest/ section 5
 */
export class TufStore {
  private constructor(
    private readonly store: TrustedMetadataStore,
    private readonly isKnownVersion: (error: unknown) => boolean,
  ) {}

  /**
   * Loads the library and trusts a root.
   *
   * @param at - the time at which nothing may have expired; undefined: any may
   * @throws MpkError `TRUST_INVALID` for a root that is not signed by itself; `INPUT_MALFORMED`, `INPUT_TOO_LARGE`
   */
  static async open(root: Uint8Array, at: Date | undefined): Promise<TufStore> {
    const [{ TrustedMetadataStore }, { EqualVersionError }] = await Promise.all([
      import('tuf-js/dist/store.js'),
      import('tuf-js/dist/error.js'),
    ]);
    const store = verified('root', root, (bytes) => new TrustedMetadataStore(bytes));
    // The library compares expiry with the time at which the store was made, and with nothing else.
    Object.assign(store, { referenceTime: at ?? new Date(0) });
    return new TufStore(store, (error) => error instanceof EqualVersionError);
  }

  /** The version after the newest root. */
  get nextRootVersion(): number {
    return this.store.root.signed.version + 1;
  }

  get isConsistentSnapshot(): boolean {
    return this.store.root.signed.consistentSnapshot;
  }

  /** @throws MpkError as all of these: `TRUST_INVALID`, `INPUT_MALFORMED`, `INPUT_TOO_LARGE` */
  addRoot(bytes: Uint8Array): void {
    verified('root', bytes, (root) => this.store.updateRoot(root));
  }

  /** @returns false where this version is the one that is known: that one stays */
  addTimestamp(bytes: Uint8Array): boolean {
    return verified('timestamp', bytes, (timestamp) => {
      try {
        this.store.updateTimestamp(timestamp);
        return true;
      } catch (error) {
        if (this.isKnownVersion(error)) return false;
        throw error;
      }
    });
  }

  /** @param isOld - an earlier one, against which newer ones are held: it need not be what the timestamp names */
  addSnapshot(bytes: Uint8Array, { isOld = false } = {}): void {
    verified('snapshot', bytes, (snapshot) => {
      this.store.updateSnapshot(snapshot, isOld);
      // The library does not look at the digest of an old one, and would take it for the current one of equal version.
      if (isOld) this.store.timestamp?.signed.snapshotMeta.verify(snapshot);
    });
  }

  addTargets(bytes: Uint8Array): void {
    verified('targets', bytes, (targets) => this.store.updateDelegatedTargets(targets, 'targets', 'root'));
  }

  /** What the timestamp says of the snapshot. */
  get snapshot(): TufReference {
    return referenceOf(this.store.timestamp?.signed.snapshotMeta, 'snapshot');
  }

  /** What the snapshot says of the targets. */
  get targets(): TufReference {
    return referenceOf(this.store.snapshot?.signed.meta['targets.json'], 'targets');
  }

  /** A target of the top-level role; what is delegated to others is not looked at. Undefined where there is none. */
  target(name: string): TufTarget | undefined {
    const targets = this.store.targets?.signed.targets ?? {};
    const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
    if (target === undefined) return undefined;
    const { length, hashes } = target;
    const sha256 = Object.hasOwn(hashes, 'sha256') ? hashes['sha256'] : undefined;
    if (sha256 === undefined || !/^[0-9a-f]{64}$/.test(sha256)) {
      throw invalid(`the trust metadata names no SHA-256 of ${name}`);
    }
    return { lengthBytes: length, sha256 };
  }

  /** Version and expiry of each role. */
  describe(): Record<TufRole, { readonly version: number; readonly expiresAt: Date }> {
    const { root, timestamp, snapshot, targets } = this.store;
    return {
      root: describeSigned(root.signed, 'root'),
      timestamp: describeSigned(timestamp?.signed, 'timestamp'),
      snapshot: describeSigned(snapshot?.signed, 'snapshot'),
      targets: describeSigned(targets?.signed, 'targets'),
    };
  }
}

/** True where these bytes are the target. */
export const isTarget = (bytes: Uint8Array, { lengthBytes, sha256 }: TufTarget): boolean =>
  bytes.length === lengthBytes && createHash('sha256').update(bytes).digest('hex') === sha256;

/** Hands metadata to the library after our own parser: bounded in every direction, no key twice. */
function verified<T>(role: TufRole, bytes: Uint8Array, use: (bytes: Buffer) => T): T {
  const what = `the ${role} metadata`;
  assertFewMembers(parseJson(bytes, { maxBytes: MAX_METADATA_BYTES, what }), what);
  try {
    return use(Buffer.from(bytes));
  } catch (cause) {
    if (isMpkError(cause)) throw cause;
    throw invalid(`${what} ${problemOf(cause)}`, cause);
  }
}

function assertFewMembers(value: unknown, what: string): void {
  if (typeof value !== 'object' || value === null) return;
  const members = Object.values(value);
  if (members.length > MAX_METADATA_MEMBERS) {
    throw new MpkError('INPUT_TOO_LARGE', `${what} has a list of more than ${MAX_METADATA_MEMBERS}`);
  }
  for (const member of members) assertFewMembers(member, what);
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ExpiredMetadataError: 'has expired',
  BadVersionError: 'is not of the version that is due: older than what was seen, or not what its signers name',
  UnsignedMetadataError: 'is not signed by enough of the keys that must sign it',
  LengthOrHashMismatchError: 'is not the file that its signers name',
};

/** By the names of the library's errors; their texts repeat what was read, and stay in the cause. */
function problemOf(error: unknown): string {
  const name = error instanceof Error ? error.constructor.name : '';
  return (Object.hasOwn(PROBLEMS, name) ? PROBLEMS[name] : undefined) ?? 'cannot be read as TUF metadata';
}

function referenceOf(meta: { version: number; length?: number } | undefined, role: TufRole): TufReference {
  if (meta === undefined) throw invalid(`the trust metadata names no ${role}`);
  return { version: meta.version, maxBytes: Math.min(meta.length ?? MAX_METADATA_BYTES, MAX_METADATA_BYTES) };
}

function describeSigned(signed: { version: number; expires: string } | undefined, role: TufRole) {
  const expiresAt = new Date(signed?.expires ?? '');
  if (signed === undefined || Number.isNaN(expiresAt.getTime())) throw invalid(`the ${role} metadata has no expiry`);
  return { version: signed.version, expiresAt };
}

const invalid = (message: string, cause?: unknown): MpkError => new MpkError('TRUST_INVALID', message, { cause });

/**
 * Checks a root of TUF, as an update starts from.
 *
 * @throws MpkError `TRUST_INVALID` for one that is not signed by itself; `INPUT_MALFORMED`, `INPUT_TOO_LARGE`
 */
export async function assertTufRoot(root: Uint8Array): Promise<void> {
  await TufStore.open(root, undefined);
}
