// SPDX-License-Identifier: Apache-2.0
import {
  MAX_BUNDLE_BYTES,
  MAX_RESOURCES,
  omsRootDigest,
  parseStatement,
  readOmsPredicate,
  type OmsPredicate,
} from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { sha } from '../gate/fixtures.js';

interface Shape {
  names: string[];
  serialization?: Record<string, unknown>;
  algorithm?: string;
  digest?: string;
}

/** A statement over shards of 10 bytes with resources of these names. */
function read({ names, serialization, algorithm = 'sha256', digest }: Shape): OmsPredicate {
  const resources = names.map((name) => ({ name, algorithm, digest: digest ?? sha(name) }));
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'm', digest: { sha256: omsRootDigest(resources.map((r) => r.digest)) } }],
    predicateType: 'https://model_signing/signature/v1.0',
    predicate: {
      serialization: { method: 'shards', hash_type: 'sha256', shard_size: 10, ...serialization },
      resources,
    },
  };
  return readOmsPredicate(parseStatement(Buffer.from(JSON.stringify(statement)), MAX_BUNDLE_BYTES));
}

describe('the resources of a statement over shards', () => {
  it('become files, in whatever order they stand', () => {
    const { files, serialization } = read({ names: ['a:10:15', 'b:0:3', 'a:0:10'] });
    expect(serialization).toEqual({ method: 'shards', hash: 'sha256', shardSizeBytes: 10 });
    expect(files).toEqual([
      { name: 'a', sizeBytes: 15, digests: [sha('a:0:10'), sha('a:10:15')] },
      { name: 'b', sizeBytes: 3, digests: [sha('b:0:3')] },
    ]);
  });

  it('may have names with colons: the last two parts are the range', () => {
    expect(read({ names: ['c:d:0:1:0:4'] }).files[0]).toMatchObject({ name: 'c:d:0:1', sizeBytes: 4 });
    expect(read({ names: ['new\nline:0:4'] }).files[0]).toMatchObject({ name: 'new\nline' });
  });

  it('may be of the one file ".", as model_signing names it', () => {
    expect(read({ names: ['.:0:10', '.:10:12'] }).files).toMatchObject([{ name: '.', sizeBytes: 12 }]);
  });

  it('may be written as model_signing does', () => {
    const shape = { names: ['a:0:3'], algorithm: 'sha256-sharded-10' };
    expect(read(shape).files).toHaveLength(1);
    // JSON.parse makes the same number of 10.0.
    expect(JSON.parse('{"shard_size": 10.0}').shard_size).toBe(10);
  });

  const cases: [string, Shape, string][] = [
    ['a gap', { names: ['a:0:10', 'a:20:25'] }, 'INPUT_MALFORMED'],
    ['an overlap', { names: ['a:0:10', 'a:5:15'] }, 'INPUT_MALFORMED'],
    ['the same range twice', { names: ['a:0:10', 'a:0:10'] }, 'INPUT_MALFORMED'],
    ['a beginning that is missing', { names: ['a:10:15'] }, 'INPUT_MALFORMED'],
    ['a shard that is too short in between', { names: ['a:0:5', 'a:5:15'] }, 'INPUT_MALFORMED'],
    ['a last shard that is too long', { names: ['a:0:11'] }, 'INPUT_MALFORMED'],
    ['an empty shard', { names: ['a:0:0'] }, 'INPUT_MALFORMED'],
    ['an empty shard at the end', { names: ['a:0:10', 'a:10:10'] }, 'INPUT_MALFORMED'],
    ['a range that runs backwards', { names: ['a:10:0'] }, 'INPUT_MALFORMED'],
    ['leading zeros', { names: ['a:00:10'] }, 'INPUT_MALFORMED'],
    ['a leading zero that hides a repetition', { names: ['a:0:10', 'a:0:010'] }, 'INPUT_MALFORMED'],
    ['a sign', { names: ['a:-0:10'] }, 'INPUT_MALFORMED'],
    ['an exponent', { names: ['a:0:1e1'] }, 'INPUT_MALFORMED'],
    ['a blank', { names: ['a:0: 10'] }, 'INPUT_MALFORMED'],
    ['digits of another script', { names: ['a:0:٣'] }, 'INPUT_MALFORMED'],
    ['a number past 2^53', { names: ['a:0:9007199254740993'] }, 'INPUT_MALFORMED'],
    ['a number of a hundred digits', { names: [`a:0:${'9'.repeat(100)}`] }, 'INPUT_MALFORMED'],
    ['no range', { names: ['a'] }, 'INPUT_MALFORMED'],
    ['half a range', { names: ['a:10'] }, 'INPUT_MALFORMED'],
    ['no name', { names: [':0:10'] }, 'MODEL_NAME_INVALID'],
    ['a name that leaves the model', { names: ['../a:0:10'] }, 'MODEL_NAME_INVALID'],
    ['"." among several', { names: ['.:0:10', 'a:0:10'] }, 'MODEL_NAME_INVALID'],
    ['no shard size', { names: ['a:0:10'], serialization: { shard_size: undefined } }, 'INPUT_MALFORMED'],
    ['a shard size of 0', { names: ['a:0:10'], serialization: { shard_size: 0 } }, 'INPUT_MALFORMED'],
    ['a negative shard size', { names: ['a:0:10'], serialization: { shard_size: -10 } }, 'INPUT_MALFORMED'],
    ['a shard size with a fraction', { names: ['a:0:10'], serialization: { shard_size: 10.5 } }, 'INPUT_MALFORMED'],
    ['a shard size past 2^53', { names: ['a:0:10'], serialization: { shard_size: 1e300 } }, 'INPUT_MALFORMED'],
    ['a shard size that is text', { names: ['a:0:10'], serialization: { shard_size: '10' } }, 'INPUT_MALFORMED'],
    ['an algorithm of another shard size', { names: ['a:0:3'], algorithm: 'sha256-sharded-11' }, 'INPUT_UNSUPPORTED'],
    ['an algorithm of another hash', { names: ['a:0:3'], algorithm: 'blake3-sharded-10' }, 'INPUT_UNSUPPORTED'],
    ['a digest of another length', { names: ['a:0:3'], digest: 'ab'.repeat(64) }, 'INPUT_MALFORMED'],
    ['shards and files mixed', { names: ['a:0:10', 'b'], serialization: { method: 'shards' } }, 'INPUT_MALFORMED'],
  ];
  it.each(cases)('are refused with %s', async (_, shape, code) => {
    expect(await thrownCode(() => read(shape))).toBe(code);
  });

  it('are refused with more than are read, as a shard size of 1 may have', async () => {
    const names = Array.from({ length: MAX_RESOURCES + 1 }, (_, i) => `a:${i}:${i + 1}`);
    const digest = sha('');
    expect(await thrownCode(() => read({ names, digest, serialization: { shard_size: 1 } }))).toBe('INPUT_TOO_LARGE');
  });
});

describe('the resources of a statement over files', () => {
  const files = { method: 'files', shard_size: undefined };

  it('have digests as long as those of their hash', async () => {
    const of = (hash_type: string, digest: string): Shape => ({
      names: ['a'],
      serialization: { ...files, hash_type },
      algorithm: hash_type,
      digest,
    });
    expect(read(of('blake2b', 'ab'.repeat(64))).files).toEqual([{ name: 'a', digests: ['ab'.repeat(64)] }]);
    expect(read(of('blake3', 'ab'.repeat(32))).serialization).toEqual({ method: 'files', hash: 'blake3' });
    expect(await thrownCode(() => read(of('blake2b', 'ab'.repeat(32))))).toBe('INPUT_MALFORMED');
    expect(await thrownCode(() => read(of('blake3', 'ab'.repeat(64))))).toBe('INPUT_MALFORMED');
  });

  it('do not take the algorithm of shards', async () => {
    const shape = { names: ['a'], serialization: files, algorithm: 'sha256-sharded-10' };
    expect(await thrownCode(() => read(shape))).toBe('INPUT_UNSUPPORTED');
  });

  it('take a name with a range for the name that it is', () => {
    expect(read({ names: ['a:0:10'], serialization: files }).files[0]?.name).toBe('a:0:10');
  });
});
