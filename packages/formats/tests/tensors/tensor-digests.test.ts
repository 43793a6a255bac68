// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { FileReading } from '../../src/index.js';
import { createReadingConsumer, readingConsumer, tensorReadingConsumer } from '../../src/reading/index.js';
import { makeSafetensorsOf } from '../builders/safetensors.js';

const DATA = Buffer.from(Array.from({ length: 64 }, (_, i) => i * 7));
const sha256 = (begin: number, end: number): string =>
  createHash('sha256').update(DATA.subarray(begin, end)).digest('hex');

const tensor = (begin: number, end: number, dtype = 'U8'): object => ({
  dtype,
  shape: [dtype === 'F32' ? (end - begin) / 4 : end - begin],
  data_offsets: [begin, end],
});

/** Digests by the name of the tensor, read in chunks of any size. */
function digestsIn(bytes: Buffer, factory = tensorReadingConsumer): Record<string, string | undefined> {
  const read = (chunkBytes: number): FileReading => {
    const consumer = factory({ name: 'a', sizeBytes: bytes.length });
    consumer.start?.({ sizeBytes: bytes.length, read: (at, length) => bytes.subarray(at, at + length) });
    for (let at = 0; at < bytes.length; at += chunkBytes) consumer.update(bytes.subarray(at, at + chunkBytes));
    return consumer.finish();
  };
  const whole = read(1 << 20);
  for (const chunkBytes of [1, 5, 64]) expect(read(chunkBytes)).toEqual(whole);
  const content = whole.parts[0]?.content;
  if (content?.kind !== 'tensors') throw new Error('no tensors');
  return Object.fromEntries(content.tensors.map((one) => [one.name, one.sha256]));
}

describe('digests of tensors', () => {
  it('are of the bytes of each, whatever they are', () => {
    const file = makeSafetensorsOf({ a: tensor(0, 5), b: tensor(8, 64, 'F32'), c: tensor(5, 8) }, DATA);
    expect(digestsIn(file)).toEqual({ a: sha256(0, 5), b: sha256(8, 64), c: sha256(5, 8) });
  });

  it('are of tensors without bytes, too', () => {
    const file = makeSafetensorsOf({ a: tensor(0, 64), b: tensor(64, 64) }, DATA);
    expect(digestsIn(file)['b']).toBe(sha256(0, 0));
  });

  it('are not made unless asked for', () => {
    expect(digestsIn(makeSafetensorsOf({ a: tensor(0, 64) }, DATA), readingConsumer)).toEqual({ a: undefined });
  });

  it.each([
    ['headers', false],
    ['numbers', true],
  ] as const)('come with a look at the numbers, or not: %s', (depth, isLookedAt) => {
    const bytes = makeSafetensorsOf({ a: tensor(0, 64, 'F32') }, DATA);
    const consumer = createReadingConsumer(depth)({ name: 'a', sizeBytes: bytes.length });
    consumer.start?.({ sizeBytes: bytes.length, read: (at, length) => bytes.subarray(at, at + length) });
    consumer.update(bytes);
    const { parts, inspectedBytes } = consumer.finish();
    const content = parts[0]?.content;
    expect(content?.kind === 'tensors' && content.tensors[0]?.facts !== undefined).toBe(isLookedAt);
    expect(inspectedBytes).toBe(bytes.length);
  });

  it('are not made of bytes that another tensor has already, nor of those that are missing', () => {
    const shared = makeSafetensorsOf({ a: tensor(0, 40), b: tensor(20, 64) }, DATA);
    expect(digestsIn(shared)).toEqual({ a: sha256(0, 40), b: undefined });
    const cut = makeSafetensorsOf({ a: tensor(0, 40), b: tensor(40, 1e12) }, DATA);
    expect(digestsIn(cut)).toEqual({ a: sha256(0, 40), b: undefined });
  });
});
