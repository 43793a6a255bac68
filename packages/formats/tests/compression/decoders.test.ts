// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Decoder } from '../../src/compression/decoder.js';
import { DECODERS, type StreamKind } from '../../src/compression/decoders.js';
import { expandBy } from '../../src/compression/expand-by.js';
import { matchMagic } from '../../src/magic/magic.js';
import type { ByteStream } from '../../src/reading/byte-stream.js';
import { linesOf } from '../builders/lines.js';
import { COMPRESSED, compressed } from '../builders/compressed.js';
import { decodeAll } from './decode.js';

const kindOf = (format: string): StreamKind => DECODERS[format as keyof typeof DECODERS];
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** All streams of a vector, one after another. */
const decodeEach = (format: string): Decoder =>
  function* (input: ByteStream, output) {
    while (!(yield* input.isAtEnd())) {
      if ((yield* input.peek(1))[0] === 0) yield* input.skip(1);
      else yield* kindOf(format).decode(input, output);
    }
  };

describe.each(Object.keys(DECODERS))('the decoder of %s', (format) => {
  const vectors = COMPRESSED.filter((vector) => vector.format === format);

  it.each(vectors.map((vector) => [vector.name, vector] as const))('decodes a stream of others: %s', (_, vector) => {
    const bytes = Buffer.from(vector.bytes, 'base64');
    const decoded = decodeAll(decodeEach(format), bytes);
    expect(decoded).toMatchObject({ mismatches: [], usedBytes: bytes.length });
    expect(decoded.thrown).toBeUndefined();
    expect([decoded.bytes.length, sha256(decoded.bytes)]).toEqual([vector.size, vector.sha256]);
  });

  it('leaves what follows the stream', () => {
    const bytes = compressed(format, COMPRESSED.find((vector) => vector.format === format)?.name);
    const { usedBytes } = decodeAll(kindOf(format).decode, Buffer.concat([bytes, Buffer.from('and more of it')]));
    expect(usedBytes).toBe(bytes.length);
  });

  it('never ends well where the stream was cut, and throws nothing else', () => {
    const bytes = compressed(format, COMPRESSED.find((vector) => vector.format === format)?.name);
    for (let length = 0; length < bytes.length; length += 1 + Math.floor(length / 17)) {
      const { thrown } = decodeAll(kindOf(format).decode, bytes.subarray(0, length));
      expect(`${length} ${thrown}`).toBe(`${length} CutShort: the bytes end at ${length}`);
    }
  });

  it('never throws anything else, nor overruns, where a byte is changed', () => {
    const bytes = compressed(format, COMPRESSED.find((vector) => vector.format === format)?.name);
    for (let at = 0; at < bytes.length; at += 1 + Math.floor(at / 9)) {
      for (const bit of [1, 0x80]) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ bit;
        expect(decodeAll(kindOf(format).decode, changed).thrown ?? 'CutShort').toMatch(
          /^(?:CutShort|Malformed|TooLarge)/,
        );
      }
    }
  });

  it('is an expander, too, that stops when no more is wanted', () => {
    const bytes = compressed(format, COMPRESSED.find((vector) => vector.format === format)?.name);
    const pieces: Buffer[] = [];
    const all = expandBy(kindOf(format).decode)((piece) => pieces.push(Buffer.from(piece)) > 0);
    for (let at = 0; at < bytes.length && !all.ended; at += 100) all.write(bytes.subarray(at, at + 100));
    all.end();
    expect(all.ended).toBe(true);
    expect(Buffer.concat(pieces).length).toBeGreaterThan(0);
    const one = expandBy(kindOf(format).decode)(() => false);
    one.write(bytes);
    one.end();
    expect(one.ended).toBe(true);
    const cut = expandBy(kindOf(format).decode)(() => true);
    cut.write(bytes.subarray(0, -1));
    cut.end();
    expect(cut.ended).toBe(false);
  });

  it('is used where the magic of its format is found', () => {
    const bytes = compressed(format, COMPRESSED.find((vector) => vector.format === format)?.name);
    expect(matchMagic(bytes, bytes.length)).toContain(format);
    expect(linesOf(bytes)[0]).toBe(`:${format}:${bytes.length}`);
  });
});
