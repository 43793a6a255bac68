// SPDX-License-Identifier: Apache-2.0
import { Ajv2020 } from 'ajv/dist/2020.js';
import { evidenceSchema, parseEvidence } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { evidenceOf, file, sha, someBundle } from '../gate/fixtures.js';

const good = (): any =>
  JSON.parse(JSON.stringify(evidenceOf([file('b'), file('a')].reverse(), { bundles: someBundle })));
const parse = (value: unknown) => parseEvidence(Buffer.from(JSON.stringify(value)));

describe('parseEvidence', () => {
  it('gives back what was stored, and that fits the published schema', () => {
    expect(parse(good())).toEqual(good());
    const withAncestors = { ...good(), related: good().bundles };
    expect(parse(withAncestors)).toEqual(withAncestors);
    const valid = new Ajv2020({ strict: false }).compile(evidenceSchema);
    expect([valid(good()), valid.errors]).toEqual([true, null]);
  });

  const cases: [string, (e: any) => void, string][] = [
    ['another schema', (e) => (e.schema = 'x'), 'INPUT_MALFORMED'],
    [
      'a digest that does not follow from the files',
      (e) => (e.model.manifestDigest = `sha256:${sha('x')}`),
      'INPUT_MALFORMED',
    ],
    ['an OMS root that does not follow', (e) => (e.model.omsRootDigest = `sha256:${sha('x')}`), 'INPUT_MALFORMED'],
    ['a size that does not follow', (e) => (e.model.sizeBytes = 0), 'INPUT_MALFORMED'],
    ['a changed file digest', (e) => (e.model.files[0].sha256 = sha('x')), 'INPUT_MALFORMED'],
    ['a renamed file', (e) => (e.model.files[0].name = 'c'), 'INPUT_MALFORMED'],
    ['a name that leaves the model', (e) => (e.model.files[0].name = '../a'), 'MODEL_NAME_INVALID'],
    ['a name twice', (e) => (e.model.files[1] = e.model.files[0]), 'MODEL_NAME_INVALID'],
    ['no files', (e) => (e.model.files = []), 'MODEL_EMPTY'],
    ['a negative size', (e) => (e.model.files[0].sizeBytes = -1), 'INPUT_MALFORMED'],
    ['a bundle with another digest', (e) => (e.bundles[0].sha256 = sha('x')), 'INPUT_MALFORMED'],
    ['a bundle that is not base64', (e) => (e.bundles[0].content = '*'), 'INPUT_MALFORMED'],
    ['too many bundles', (e) => (e.bundles = new Array(257).fill(e.bundles[0])), 'INPUT_TOO_LARGE'],
    ['too many bundles about ancestors', (e) => (e.related = new Array(4097).fill(e.bundles[0])), 'INPUT_TOO_LARGE'],
    [
      'a bundle about an ancestor with another digest',
      (e) => (e.related = [{ ...e.bundles[0], sha256: sha('x') }]),
      'INPUT_MALFORMED',
    ],
    ['a format of another type', (e) => (e.model.files[0].format = 'text'), 'INPUT_MALFORMED'],
    ['a format id that plays tricks', (e) => (e.model.files[0].format.id = 'a\u001b[2J'), 'INPUT_MALFORMED'],
    ['formats of other types inside', (e) => (e.model.files[0].format.contains = [1]), 'INPUT_MALFORMED'],
  ];
  it.each(cases)('refuses %s', async (_, spoil, code) => {
    const evidence = good();
    spoil(evidence);
    expect(await thrownCode(() => parse(evidence))).toBe(code);
  });
});

describe('the serializations of stored evidence', () => {
  const digest = sha('x');
  const shards = (): any => ({
    serialization: { method: 'shards', hash: 'sha256', shardSizeBytes: 2 },
    files: [
      { name: 'a', digests: [file('a').sha256] },
      { name: 'bcd', digests: [digest, digest] },
    ],
  });
  const stored = (...serializations: unknown[]): any => ({
    ...evidenceOf([file('a'), file('bcd')], { serializations } as any),
  });

  it('are read as they were stored, and fit the published schema', () => {
    const blake2b = {
      serialization: { method: 'files', hash: 'blake2b' },
      files: ['a', 'bcd'].map((name) => ({ name, digests: [digest + digest] })),
    };
    const evidence = JSON.parse(JSON.stringify(stored(shards(), blake2b)));
    expect(parse(evidence)).toEqual(evidence);
    const valid = new Ajv2020({ strict: false }).compile(evidenceSchema);
    expect([valid(evidence), valid.errors]).toEqual([true, null]);
  });

  const cases: [string, (s: any) => void, string][] = [
    ['another hash', (s) => (s.serialization.hash = 'md5'), 'INPUT_MALFORMED'],
    ['another method', (s) => (s.serialization.method = 'blocks'), 'INPUT_MALFORMED'],
    ['no shard size', (s) => delete s.serialization.shardSizeBytes, 'INPUT_MALFORMED'],
    ['a shard size of 0', (s) => (s.serialization.shardSizeBytes = 0), 'INPUT_MALFORMED'],
    ['a file less', (s) => s.files.pop(), 'INPUT_MALFORMED'],
    ['a file more', (s) => s.files.push({ name: 'e', digests: [] }), 'INPUT_MALFORMED'],
    ['another order', (s) => s.files.reverse(), 'INPUT_MALFORMED'],
    ['another name', (s) => (s.files[0].name = 'b'), 'INPUT_MALFORMED'],
    ['a digest less', (s) => s.files[1].digests.pop(), 'INPUT_MALFORMED'],
    ['a digest more', (s) => s.files[1].digests.push(digest), 'INPUT_MALFORMED'],
    ['a digest of another length', (s) => (s.files[1].digests[0] = 'ab'), 'INPUT_MALFORMED'],
    ['a digest in capitals', (s) => (s.files[1].digests[0] = digest.toUpperCase()), 'INPUT_MALFORMED'],
    ['what contradicts SHA-256', (s) => (s.files[0].digests[0] = digest), 'INPUT_MALFORMED'],
  ];
  it.each(cases)('are refused with %s', async (_, spoil, code) => {
    const serialization = shards();
    spoil(serialization);
    expect(await thrownCode(() => parse(stored(serialization)))).toBe(code);
  });

  it('are refused when there are too many, or too many digests', async () => {
    expect(await thrownCode(() => parse(stored(...new Array(5).fill(shards()))))).toBe('INPUT_TOO_LARGE');
    const large = evidenceOf([{ ...file('a'), sizeBytes: 1e9 }], {
      serializations: [{ serialization: { method: 'shards', hash: 'blake3', shardSizeBytes: 1 }, files: [] }],
    });
    expect(await thrownCode(() => parse(large))).toBe('INPUT_TOO_LARGE');
  });
});
