// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { loadSerializationConsumer, serializationConsumerName, type Serialization } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';

const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Digests bytes that arrive in pieces. */
async function digest(serialization: Serialization, ...pieces: Buffer[]): Promise<readonly string[]> {
  const create = await loadSerializationConsumer(serializationConsumerName(serialization));
  const consumer = create({ name: 'f', sizeBytes: Buffer.concat(pieces).length });
  for (const piece of pieces) consumer.update(piece);
  return consumer.finish();
}

/** The input of BLAKE3's own test vectors: 0, 1, ... 250, 0, 1, ... */
const counted = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => i % 251));

const vectors: [string, Serialization, Buffer, string][] = [
  [
    'BLAKE3 of nothing',
    { method: 'files', hash: 'blake3' },
    counted(0),
    'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262',
  ],
  [
    'BLAKE3 of 1 byte',
    { method: 'files', hash: 'blake3' },
    counted(1),
    '2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213',
  ],
  [
    'BLAKE3 of 1024 bytes',
    { method: 'files', hash: 'blake3' },
    counted(1024),
    '42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7',
  ],
  [
    'BLAKE2b of RFC 7693',
    { method: 'files', hash: 'blake2b' },
    Buffer.from('abc'),
    'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
  ],
];

describe('the consumer of a serialization', () => {
  it.each(vectors)('gives %s as its specification does', async (_, serialization, bytes, expected) => {
    expect(await digest(serialization, bytes)).toEqual([expected]);
  });

  it.each([1, 2, 3, 4, 5, 7, 10, 11])('cuts shards of %i bytes, however the bytes arrive', async (shardSizeBytes) => {
    const bytes = counted(10);
    const expected = [];
    for (let at = 0; at < bytes.length; at += shardSizeBytes)
      expected.push(sha(bytes.subarray(at, at + shardSizeBytes)));
    for (let cut = 0; cut <= bytes.length; cut++) {
      const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
      expect(await digest({ method: 'shards', hash: 'sha256', shardSizeBytes }, ...pieces)).toEqual(expected);
    }
  });

  it('gives no digest for the shards of an empty file', async () => {
    expect(await digest({ method: 'shards', hash: 'blake3', shardSizeBytes: 4 })).toEqual([]);
  });

  it('keeps two BLAKE3 serializations of one file apart', async () => {
    const names = [
      serializationConsumerName({ method: 'files', hash: 'blake3' }),
      serializationConsumerName({ method: 'shards', hash: 'blake3', shardSizeBytes: 1 }),
    ];
    const consumers = await Promise.all(
      names.map(async (name) => (await loadSerializationConsumer(name))({ name: 'f', sizeBytes: 2 })),
    );
    for (const byte of [0, 1]) for (const consumer of consumers) consumer.update(Buffer.of(byte));
    const [whole, shards] = consumers.map((consumer) => consumer.finish());
    expect(whole).toEqual(await digest({ method: 'files', hash: 'blake3' }, Buffer.of(0, 1)));
    expect(shards?.[1]).toBe((await digest({ method: 'files', hash: 'blake3' }, Buffer.of(1)))[0]);
  });

  it('begins anew with the next file, even where the one before was given up', async () => {
    const create = await loadSerializationConsumer(serializationConsumerName({ method: 'files', hash: 'blake3' }));
    create({ name: 'f', sizeBytes: 1 }).update(Buffer.from('given up'));
    const next = create({ name: 'g', sizeBytes: 0 });
    expect(next.finish()).toEqual(await digest({ method: 'files', hash: 'blake3' }));
  });

  it('is not loaded for a name that nobody made', async () => {
    expect(await thrownCode(() => loadSerializationConsumer('serialization:files-md5'))).toBe('INTERNAL');
  });
});
