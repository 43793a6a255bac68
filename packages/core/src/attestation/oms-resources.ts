// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { asArray, asObject, asString } from '../json/narrow.js';
import { assertName } from '../model/names.js';
import type { FileDigests, Resource } from '../serialization/file-digests.js';
import { HASH_BYTES, MAX_RESOURCES, type HashName, type Serialization } from '../serialization/serialization.js';

/** A file as a statement speaks of it. `name` is checked: relative, canonical; or `.` for the one file of a model. */
export interface SignedFile extends FileDigests {
  /** known where the file is signed in shards */
  readonly sizeBytes?: number;
}

/** One shard of a file, `[start, end)`. */
interface Shard {
  readonly start: number;
  readonly end: number;
  readonly digest: string;
}

/**
 * Reads the resources of a statement, in its order.
 *
 * @throws MpkError `INPUT_MALFORMED`; `INPUT_UNSUPPORTED` for a resource of another algorithm; `INPUT_TOO_LARGE` over
 * {@link MAX_RESOURCES}
 */
export function readResources(value: unknown, serialization: Serialization): readonly Resource[] {
  const list = boundedList(value, 'resources');
  return list.map((item) => {
    const resource = asObject(item, 'resource');
    assertAlgorithm(asString(resource['algorithm'], 'resource algorithm'), serialization);
    const digest = asString(resource['digest'], 'resource digest');
    return { name: asString(resource['name'], 'resource name'), digest: assertDigest(digest, serialization.hash) };
  });
}

/** A list that is neither empty nor too long. @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE` */
export function boundedList(value: unknown, what: string): readonly unknown[] {
  const list = asArray(value, what);
  if (list.length === 0) throw malformed(`${what} is empty`);
  if (list.length > MAX_RESOURCES) {
    throw new MpkError('INPUT_TOO_LARGE', `${what} has ${list.length} items, at most ${MAX_RESOURCES} are read`);
  }
  return list;
}

/** @throws MpkError `INPUT_MALFORMED` */
export function assertDigest(digest: string, hash: HashName): string {
  const digits = 2 * HASH_BYTES[hash];
  if (digest.length === digits && /^[0-9a-f]+$/.test(digest)) return digest;
  throw malformed(`a resource digest is not ${digits} lowercase hex digits`);
}

/** `sha256`; over shards also as model_signing writes it, `sha256-sharded-1000000`. */
function assertAlgorithm(algorithm: string, serialization: Serialization): void {
  const { hash, method } = serialization;
  if (algorithm === hash) return;
  if (method === 'shards' && algorithm === `${hash}-sharded-${serialization.shardSizeBytes}`) return;
  throw new MpkError(
    'INPUT_UNSUPPORTED',
    `a resource is digested with ${JSON.stringify(algorithm.slice(0, 100))}, the serialization says ${hash}`,
  );
}

/**
 * The files that resources speak of.
 *
 * Over shards, those of each file must cover it from its first byte without gap or overlap, each but the last as large as the
 * serialization says: what is left is one possible list for one file.
 *
 * @throws MpkError `INPUT_MALFORMED`; `MODEL_NAME_INVALID` for a name that leaves the model
 */
export function filesOf(resources: readonly Resource[], serialization: Serialization): readonly SignedFile[] {
  const files =
    serialization.method === 'files'
      ? resources.map(({ name, digest }) => ({ name, digests: [digest] }))
      : joinShards(resources, serialization.shardSizeBytes);
  const seen = new Set<string>();
  for (const { name } of files) {
    if (!(name === '.' && files.length === 1)) assertName(name);
    if (seen.has(name)) throw malformed(`resources has the name ${JSON.stringify(name)} twice`);
    seen.add(name);
  }
  return files;
}

function joinShards(resources: readonly Resource[], shardSizeBytes: number): readonly SignedFile[] {
  const byFile = new Map<string, Shard[]>();
  for (const resource of resources) {
    const { name, shard } = readShard(resource);
    const shards = byFile.get(name);
    if (shards === undefined) byFile.set(name, [shard]);
    else shards.push(shard);
  }
  return [...byFile].map(([name, shards]) => joinFile(name, shards, shardSizeBytes));
}

/** Names may have colons: the last two parts are the range. One spelling for one number, so that no range stands twice. */
const SHARD_NAME = /^([^]*):(0|[1-9][0-9]{0,15}):([1-9][0-9]{0,15})$/;

function readShard({ name: text, digest }: Resource): { readonly name: string; readonly shard: Shard } {
  const [, name = '', first, last] = SHARD_NAME.exec(text) ?? [];
  const [start, end] = [Number(first), Number(last)];
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start >= end) {
    throw malformed(`the resource ${JSON.stringify(text.slice(0, 200))} is not named file:start:end`);
  }
  return { name, shard: { start, end, digest } };
}

function joinFile(name: string, shards: Shard[], shardSizeBytes: number): SignedFile {
  shards.sort((a, b) => a.start - b.start);
  let sizeBytes = 0;
  for (const [i, { start, end }] of shards.entries()) {
    const isLast = i === shards.length - 1;
    const isRight = isLast ? end - start <= shardSizeBytes : end - start === shardSizeBytes;
    if (start !== sizeBytes || !isRight) {
      throw malformed(
        `the shards of ${JSON.stringify(name.slice(0, 200))} do not follow one another, from ${sizeBytes} on`,
      );
    }
    sizeBytes = end;
  }
  return { name, sizeBytes, digests: shards.map(({ digest }) => digest) };
}

const malformed = (message: string): MpkError => new MpkError('INPUT_MALFORMED', message);
