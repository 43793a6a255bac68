// SPDX-License-Identifier: Apache-2.0
import { chmodSync, lstatSync, mkdirSync, readFileSync, statfsSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { MpkError, unreadable } from '../errors.js';
import { sha256Hex } from '../attestation/oms.js';
import type { FileIdentity, ModelFile, OpenedModel } from '../model/open-model.js';
import { writeFileAtomic } from '../output/write-file.js';

/** Largest cache file that is read: one million entries. */
const MAX_CACHE_BYTES = 256 * 1024 * 1024;
const HEADER = 'mpk digest cache v1';

/**
 * A file that changed less than this before it was read is not cached. It may change again within the same timestamp; and bytes
 * written through a memory mapping move no timestamp until their page was written back (about 35 s by default) and touched again.
 */
const SETTLED_NS = 60_000_000_000n;

/**
 * File systems whose inode numbers and times can be relied on, by `statfs` type. Not tmpfs, which never writes back, and not
 * overlayfs, which may lie on it.
 */
const LOCAL_FILE_SYSTEMS: ReadonlySet<number> = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // xfs
  0x9123683e, // btrfs
  0x2fc12fc1, // zfs
  0xf2f52010, // f2fs
]);

/**
 * SHA-256 digests of files by device, inode, size, mtime and ctime, one cache file per model.
 *
 * For people at a terminal: root, the owner of the clock, and whoever writes through a memory mapping on a system that writes back
 * later than usual can deceive it, so that steps, admission and signing never use it. Digests only, never findings.
 */
export class DigestCache {
  readonly #path: string;
  readonly #known: ReadonlyMap<string, string>;

  private constructor(path: string, known: ReadonlyMap<string, string>) {
    this.#path = path;
    this.#known = known;
  }

  /**
   * Opens the cache of one model; undefined where the model's file system cannot be relied on.
   *
   * @param folder - created with mode 0700 where it is not there
   * @param userId - the folder must belong to this user; undefined on systems without user ids
   * @throws MpkError `INPUT_UNREADABLE` when the folder is open to others
   */
  static open(folder: string, model: OpenedModel, userId: number | undefined): DigestCache | undefined {
    if (!LOCAL_FILE_SYSTEMS.has(statfsSync(model.path).type)) return undefined;
    assertPrivateFolder(folder, userId);
    const path = join(folder, `${sha256Hex(model.path)}.txt`);
    return new DigestCache(path, readEntries(path));
  }

  /** The digest of a file that has not changed since it was stored, in lowercase hex. */
  find(file: ModelFile): string | undefined {
    return this.#known.get(keyOf(file.identity, file.sizeBytes));
  }

  /**
   * Replaces the cache by these files' digests.
   *
   * @param readSince - when reading them began
   */
  store(files: readonly { readonly file: ModelFile; readonly sha256: string }[], readSince: Date): void {
    const limit = BigInt(readSince.getTime()) * 1_000_000n - SETTLED_NS;
    const lines = files
      .filter(({ file }) => file.identity.ctimeNs < limit && file.identity.mtimeNs < limit)
      .map(({ file, sha256 }) => `${keyOf(file.identity, file.sizeBytes)} ${sha256}`);
    writeFileAtomic(this.#path, [HEADER, ...lines, ''].join('\n'), { mode: 0o600 });
  }
}

const keyOf = ({ dev, ino, mtimeNs, ctimeNs }: FileIdentity, sizeBytes: number): string =>
  `${dev}:${ino}:${sizeBytes}:${mtimeNs}:${ctimeNs}`;

function assertPrivateFolder(folder: string, userId: number | undefined): void {
  const stat = makeFolder(folder);
  const foreign = userId !== undefined && stat.uid !== userId;
  if (!stat.isDirectory() || foreign || (stat.mode & 0o077) !== 0) {
    throw new MpkError('INPUT_UNREADABLE', `the cache folder ${folder} is open to other users`, {
      hint: `make it yours alone (chmod 700) or remove it`,
    });
  }
}

function makeFolder(folder: string): Stats {
  try {
    if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(folder, 0o700);
    return lstatSync(folder);
  } catch (cause) {
    throw unreadable(`the cache folder ${folder}`, cause);
  }
}

/** A cache that cannot be read is an empty one. */
function readEntries(path: string): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  let text: string;
  try {
    if (lstatSync(path).size > MAX_CACHE_BYTES) return known;
    text = readFileSync(path, 'latin1');
  } catch {
    return known;
  }
  const lines = text.split('\n');
  if (lines[0] !== HEADER) return known;
  for (const line of lines) {
    const [key, sha256] = line.split(' ');
    if (key !== undefined && sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256)) known.set(key, sha256);
  }
  return known;
}
