// SPDX-License-Identifier: Apache-2.0
import type { FileFormat } from '@mpk/core';
import { formatConsumer } from '../../src/index.js';

function run(bytes: Buffer, chunkBytes: number): { format: FileFormat; rangedBytes: number } {
  const consumer = formatConsumer({ name: 'any.txt', sizeBytes: bytes.length });
  let rangedBytes = 0;
  consumer.start?.({
    sizeBytes: bytes.length,
    read(offset, length) {
      const range = Buffer.from(bytes.subarray(offset, offset + length));
      rangedBytes += range.length;
      return range;
    },
  });
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    // A copy that is spoilt afterwards: a chunk is only valid during the call.
    const chunk = Buffer.from(bytes.subarray(at, at + chunkBytes));
    consumer.update(chunk);
    chunk.fill(0xee);
  }
  return { format: consumer.finish(), rangedBytes };
}

/** Recognises bytes as the pass would, in large chunks and in small ones, and demands the same answer. */
export function recognise(input: Uint8Array | string): {
  id: string;
  contains: readonly string[];
  rangedBytes: number;
} {
  const bytes = typeof input === 'string' ? Buffer.from(input) : Buffer.from(input);
  const whole = run(bytes, 1024 * 1024);
  if (bytes.length < 300_000) expect(run(bytes, 7).format).toEqual(whole.format);
  return { ...whole.format, rangedBytes: whole.rangedBytes };
}

/** `id`, or `id+contained+contained`. */
export const shown = (input: Uint8Array | string): string => {
  const { id, contains } = recognise(input);
  return [id, ...contains].join('+');
};

/** Whether a policy that denies pickles would see one. */
export const showsPickle = (input: Uint8Array | string): boolean => {
  const { id, contains } = recognise(input);
  return id === 'pickle' || contains.includes('pickle');
};
