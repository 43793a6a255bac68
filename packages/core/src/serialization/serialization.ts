// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';

/** The hashes of OMS v1.0, under its names, with the bytes of one digest. */
export const HASH_BYTES = { sha256: 32, blake2b: 64, blake3: 32 } as const;
export type HashName = keyof typeof HASH_BYTES;

/** The methods of OMS v1.0: one digest for each file, or one for each shard of a file. */
export const METHODS = ['files', 'shards'] as const;

/** Bytes of a shard where nobody says otherwise: what model_signing uses. */
export const DEFAULT_SHARD_BYTES = 1_000_000_000;

/** Most digests of one model in one serialization, and so most resources of one statement. */
export const MAX_RESOURCES = 200_000;

/** How the files of a model become digests (OMS v1.0 section 5): the part of a statement that its digests depend on. */
export type Serialization =
  | { readonly method: 'files'; readonly hash: HashName }
  | { readonly method: 'shards'; readonly hash: HashName; readonly shardSizeBytes: number };

/** What every tool reads, and what the manifest is made of. */
export const DEFAULT_SERIALIZATION: Serialization = { method: 'files', hash: 'sha256' };

export const isHashName = (text: string): text is HashName => Object.hasOwn(HASH_BYTES, text);

/** One text for one serialization, such as `files-blake3` or `shards-sha256-1000000000`. */
export const serializationId = (serialization: Serialization): string =>
  serialization.method === 'files'
    ? `files-${serialization.hash}`
    : `shards-${serialization.hash}-${serialization.shardSizeBytes}`;

/** What {@link serializationId} made. @throws MpkError `INTERNAL` for any other text */
export function parseSerializationId(id: string): Serialization {
  const [method, hash = '', size] = id.split('-');
  const shardSizeBytes = Number(size);
  if (isHashName(hash) && method === 'files' && size === undefined) return { method, hash };
  if (isHashName(hash) && method === 'shards' && Number.isSafeInteger(shardSizeBytes) && shardSizeBytes > 0) {
    return { method, hash, shardSizeBytes };
  }
  throw new MpkError('INTERNAL', `no serialization is called ${id}`);
}

/** For people: `files over blake3`, `shards of 1000000000 bytes over sha256`. */
export const describeSerialization = (serialization: Serialization): string =>
  serialization.method === 'files'
    ? `files over ${serialization.hash}`
    : `shards of ${serialization.shardSizeBytes} bytes over ${serialization.hash}`;

/** How many digests a file of this size has: a file without bytes has no shards. */
export const countDigests = (serialization: Serialization, sizeBytes: number): number =>
  serialization.method === 'files' ? 1 : Math.ceil(sizeBytes / serialization.shardSizeBytes);

/** Whether a file's only digest is its SHA-256, which is known of every file. */
export const isPlainDigest = (serialization: Serialization, sizeBytes: number): boolean =>
  serialization.hash === 'sha256' &&
  (serialization.method === 'files' || (sizeBytes > 0 && sizeBytes <= serialization.shardSizeBytes));
