// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { asArray, asObject, asSize, asString } from '../json/narrow.js';
import type { Manifest, ManifestFile } from '../manifest/manifest.js';
import {
  MAX_SERIALIZATIONS,
  mustMeasure,
  plainDigests,
  totalDigests,
  type FileDigests,
  type SerializedModel,
} from '../serialization/file-digests.js';
import {
  HASH_BYTES,
  MAX_RESOURCES,
  countDigests,
  isHashName,
  type Serialization,
} from '../serialization/serialization.js';

/**
 * Reads the further digests of stored evidence. They must be of all its files, as many as their sizes demand, and what follows
 * from the SHA-256 of a file must follow.
 *
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE`
 */
export function readSerializations(value: unknown, manifest: Manifest): readonly SerializedModel[] {
  const list = asArray(value, 'model serializations');
  if (list.length > MAX_SERIALIZATIONS) {
    throw new MpkError('INPUT_TOO_LARGE', `evidence has more than ${MAX_SERIALIZATIONS} serializations`);
  }
  return list.map((item) => {
    const model = asObject(item, 'model serialization');
    const serialization = readSerialization(model['serialization']);
    if (totalDigests(serialization, manifest.files) > MAX_RESOURCES) {
      throw new MpkError('INPUT_TOO_LARGE', `a serialization has more than ${MAX_RESOURCES} digests`);
    }
    return { serialization, files: readFiles(model['files'], serialization, manifest) };
  });
}

function readSerialization(value: unknown): Serialization {
  const serialization = asObject(value, 'serialization');
  const { method, hash } = serialization;
  if (typeof hash !== 'string' || !isHashName(hash)) throw malformed('a serialization has an unknown hash');
  if (method === 'files') return { method, hash };
  const shardSizeBytes = asSize(serialization['shardSizeBytes'], 'serialization shardSizeBytes');
  if (method !== 'shards' || shardSizeBytes === 0) throw malformed('a serialization has an unknown method');
  return { method, hash, shardSizeBytes };
}

function readFiles(value: unknown, serialization: Serialization, { files }: Manifest): readonly FileDigests[] {
  const list = asArray(value, 'serialization files');
  if (list.length !== files.length) throw malformed('a serialization is not of the files of the model');
  return files.map((file, i) => readFile(asObject(list[i], 'serialization file'), serialization, file));
}

function readFile(stored: Record<string, unknown>, serialization: Serialization, file: ManifestFile): FileDigests {
  if (stored['name'] !== file.name) throw malformed('a serialization is not of the files of the model');
  const digests = asArray(stored['digests'], 'serialization digests').map((digest) => asString(digest, 'digest'));
  const digits = 2 * HASH_BYTES[serialization.hash];
  const areDigests = digests.every((digest) => digest.length === digits && /^[0-9a-f]+$/.test(digest));
  if (!areDigests || digests.length !== countDigests(serialization, file.sizeBytes)) {
    throw malformed('the digests of a serialization do not fit its hash and the size of the file');
  }
  if (!mustMeasure(serialization, file) && digests.join() !== plainDigests(serialization, file).join()) {
    throw malformed('a digest of a serialization contradicts the SHA-256 of the file');
  }
  return { name: file.name, digests };
}

const malformed = (message: string): MpkError => new MpkError('INPUT_MALFORMED', message);
