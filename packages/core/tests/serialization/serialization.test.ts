// SPDX-License-Identifier: Apache-2.0
import { thrownCode } from '@mpk/testkit';
import {
  countDigests,
  describeSerialization,
  isPlainDigest,
  parseSerializationId,
  serializationId,
  type Serialization,
} from '../../src/serialization/serialization.js';

const files: Serialization = { method: 'files', hash: 'blake3' };
const shards: Serialization = { method: 'shards', hash: 'sha256', shardSizeBytes: 10 };

describe('a serialization', () => {
  it('has one id, and is read back from it', () => {
    expect([files, shards].map(serializationId)).toEqual(['files-blake3', 'shards-sha256-10']);
    expect([files, shards].map(serializationId).map(parseSerializationId)).toEqual([files, shards]);
  });

  it.each([
    '',
    'files',
    'files-md5',
    'files-sha256-1',
    'shards-sha256',
    'shards-sha256-0',
    'shards-sha256-x',
    'toString-sha256',
  ])('is not read from %j', async (id) => {
    expect(await thrownCode(() => parseSerializationId(id))).toBe('INTERNAL');
  });

  it('is told to people', () => {
    expect([files, shards].map(describeSerialization)).toEqual(['files over blake3', 'shards of 10 bytes over sha256']);
  });

  it('knows how many digests a file has', () => {
    expect([0, 1, 10, 11, 20, 21].map((size) => countDigests(shards, size))).toEqual([0, 1, 1, 2, 2, 3]);
    expect([0, 1, 100].map((size) => countDigests(files, size))).toEqual([1, 1, 1]);
  });

  it('knows where the SHA-256 of the file is all there is to know', () => {
    expect([0, 1, 10, 11].map((size) => isPlainDigest(shards, size))).toEqual([false, true, true, false]);
    expect([0, 1].map((size) => isPlainDigest({ method: 'files', hash: 'sha256' }, size))).toEqual([true, true]);
    expect(isPlainDigest(files, 1)).toBe(false);
  });
});
