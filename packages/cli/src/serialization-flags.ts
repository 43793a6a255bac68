// SPDX-License-Identifier: Apache-2.0
import * as Flags from '@oclif/core/flags';
import { DEFAULT_SHARD_BYTES, HASH_BYTES, METHODS, MpkError, type HashName, type Serialization } from '@mpk/core';

const HASHES = Object.keys(HASH_BYTES) as HashName[];

/** Flags that say how the files of a model are digested for its signature. */
export const serializationFlags = {
  hash: Flags.option({ options: HASHES })({
    description: 'hash of the signed digests; every tool reads sha256, few the others',
    default: 'sha256',
  }),
  serialization: Flags.option({ options: METHODS })({
    description: 'sign one digest for each file, which every tool reads, or for each shard of a file',
    default: 'files',
  }),
  'shard-size': Flags.integer({
    min: 1,
    description: `bytes of a shard; default ${DEFAULT_SHARD_BYTES}`,
    helpValue: 'BYTES',
  }),
};

interface SerializationFlags {
  readonly hash: HashName;
  readonly serialization: (typeof METHODS)[number];
  readonly 'shard-size'?: number | undefined;
}

/** The serialization of these flags; undefined for the usual one. @throws MpkError `USAGE` for a shard size without shards */
export function serializationOf(flags: SerializationFlags): Serialization | undefined {
  const { hash, serialization: method, 'shard-size': shardSizeBytes } = flags;
  if (method === 'shards') return { method, hash, shardSizeBytes: shardSizeBytes ?? DEFAULT_SHARD_BYTES };
  if (shardSizeBytes !== undefined) throw new MpkError('USAGE', '--shard-size is for --serialization shards');
  return hash === 'sha256' ? undefined : { method, hash };
}
