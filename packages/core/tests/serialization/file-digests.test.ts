// SPDX-License-Identifier: Apache-2.0
import { MAX_SERIALIZATIONS, createManifest, digestsIn, serializationsToMeasure, type Serialization } from '@mpk/core';
import { toResources } from '../../src/serialization/file-digests.js';
import { sha } from '../gate/fixtures.js';

const blake3: Serialization = { method: 'files', hash: 'blake3' };
const shardsOf = (shardSizeBytes: number): Serialization => ({ method: 'shards', hash: 'sha256', shardSizeBytes });
const file = (name: string, sizeBytes: number) => ({ name, sizeBytes, sha256: sha(name) });

describe('serializationsToMeasure', () => {
  it('takes each once, and none that is known anyway', () => {
    const asked: Serialization[] = [blake3, { method: 'files', hash: 'sha256' }, { ...blake3 }, shardsOf(10)];
    expect(serializationsToMeasure(asked, [file('a', 1)])).toEqual([blake3, shardsOf(10)]);
  });

  it('takes so many and no more, the first of them', () => {
    const asked = Array.from({ length: 1000 }, (_, i) => shardsOf(i + 1));
    const taken = serializationsToMeasure(asked, [file('a', 1)]);
    expect([taken.length, taken[0]]).toEqual([MAX_SERIALIZATIONS, shardsOf(1)]);
  });

  it('takes none that would cut a large model into crumbs', () => {
    const large = [file('a', 100_000_000_000)];
    expect(serializationsToMeasure([shardsOf(1), shardsOf(499_999), shardsOf(500_000)], large)).toEqual([
      shardsOf(500_000),
    ]);
  });
});

describe('digestsIn', () => {
  const manifest = createManifest([file('a', 10), file('b', 0)]);

  it('knows what follows from SHA-256', () => {
    expect(digestsIn(shardsOf(10), manifest, [])).toEqual([
      { name: 'a', digests: [sha('a')] },
      { name: 'b', digests: [] },
    ]);
  });

  it('finds what was measured, under the very same parameters', () => {
    const files = [
      { name: 'a', digests: ['x', 'y'] },
      { name: 'b', digests: [] },
    ];
    const measured = [{ serialization: shardsOf(9), files }];
    expect(digestsIn(shardsOf(9), manifest, measured)).toBe(files);
    expect(digestsIn(shardsOf(8), manifest, measured)).toBeUndefined();
    expect(digestsIn({ method: 'shards', hash: 'blake2b', shardSizeBytes: 9 }, manifest, measured)).toBeUndefined();
    expect(digestsIn(blake3, manifest, measured)).toBeUndefined();
  });
});

describe('toResources', () => {
  it('names shards by their range and sorts them as text, as the specification does', () => {
    const manifest = createManifest([file('b', 25), file('a', 0)]);
    const files = [
      { name: 'a', digests: [] },
      { name: 'b', digests: ['0', '1', '2'] },
    ];
    expect(toResources(shardsOf(10), manifest, files).map(({ name, digest }) => `${name}=${digest}`)).toEqual([
      'b:0:10=0',
      'b:10:20=1',
      'b:20:25=2',
    ]);
    const nine = toResources(shardsOf(9), manifest, files).map(({ name }) => name);
    expect(nine).toEqual(['b:0:9', 'b:18:25', 'b:9:18']);
  });
});
