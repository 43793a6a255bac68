// SPDX-License-Identifier: Apache-2.0
import type { FileReading, Part } from '../../src/index.js';
import { readingConsumer } from '../../src/reading/index.js';
import { keepSeed } from './seeds.js';

function run(bytes: Buffer, chunkBytes: number): FileReading {
  const consumer = readingConsumer({ name: 'any.txt', sizeBytes: bytes.length });
  consumer.start?.({
    sizeBytes: bytes.length,
    read: (offset, length) =>
      Buffer.from(bytes.subarray(Math.max(0, offset), Math.max(0, offset) + Math.max(0, length))),
  });
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    // A copy that is spoilt afterwards: a chunk is only valid during the call.
    const chunk = Buffer.from(bytes.subarray(at, at + chunkBytes));
    consumer.update(chunk);
    chunk.fill(0xee);
  }
  return consumer.finish();
}

/** Reads bytes as the pass would, in large chunks and in small ones, and demands the same of all. */
export function readFile(input: Uint8Array | string): FileReading {
  const bytes = typeof input === 'string' ? Buffer.from(input, 'latin1') : Buffer.from(input);
  const whole = run(bytes, 1024 * 1024);
  if (keepSeed(bytes)) return whole;
  if (bytes.length < 100_000) {
    for (const chunkBytes of [1, 7]) expect(run(bytes, chunkBytes)).toEqual(whole);
  }
  const text = JSON.stringify(whole);
  expect(text).not.toContain('reader-failed');
  return whole;
}

/** As {@link readFile}, the parts alone. */
export const readParts = (input: Uint8Array | string): readonly Part[] => readFile(input).parts;

/** A part on one line: where it is, what it is, and what is wrong with it. */
export function shownPart({ path, format, irregularities, uninspected }: Part): string {
  const wrong = [...irregularities.map(({ kind }) => kind), ...uninspected.map(({ reason }) => `(${reason})`)];
  return [path.join('!') || '.', format, ...wrong].join(' ');
}

/** All parts, a line each. */
export const shownParts = (input: Uint8Array | string): readonly string[] => readParts(input).map(shownPart);
