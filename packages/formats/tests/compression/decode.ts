// SPDX-License-Identifier: Apache-2.0
import type { Decoder } from '../../src/compression/decoder.js';
import { ByteStream } from '../../src/reading/byte-stream.js';

/** What a decoder makes of bytes. */
export interface Decoded {
  readonly bytes: Buffer;
  readonly mismatches: readonly string[];
  readonly usedBytes: number;
  /** class and message of what was thrown */
  readonly thrown?: string;
}

function run(decode: Decoder, input: Buffer, chunkBytes: number): Decoded {
  const stream = new ByteStream();
  const pieces: Buffer[] = [];
  const mismatches: string[] = [];
  const steps = decode(stream, {
    write: (piece) => void pieces.push(Buffer.from(piece)),
    mismatch: (detail) => void mismatches.push(detail),
  });
  const told = (): Pick<Decoded, 'bytes' | 'mismatches'> => ({ bytes: Buffer.concat(pieces), mismatches });
  try {
    let done = steps.next().done === true;
    for (let at = 0; at < input.length && !done; at += chunkBytes) {
      // Spoilt afterwards: a chunk is valid until the decoder yields.
      const chunk = Buffer.from(input.subarray(at, at + chunkBytes));
      stream.push(chunk);
      done = steps.next().done === true;
      chunk.fill(0xee);
    }
    stream.end();
    while (!done) done = steps.next().done === true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ...told(), usedBytes: 0, thrown: `${error.constructor.name}: ${error.message}` };
  }
  return { ...told(), usedBytes: stream.offset };
}

/** Decodes bytes whole and in small chunks, and demands the same of all. */
export function decodeAll(decode: Decoder, input: Buffer): Decoded {
  const whole = run(decode, input, Math.max(1, input.length));
  for (const chunkBytes of [1, 7]) expect(run(decode, input, chunkBytes)).toEqual(whole);
  return whole;
}

/** Bytes with one of them changed; a negative place counts from the end. */
export function withByte(bytes: Buffer, at: number, change: (byte: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  const place = at < 0 ? copy.length + at : at;
  copy[place] = change(copy[place] ?? 0);
  return copy;
}
