// SPDX-License-Identifier: Apache-2.0
import type { Consumer, ConsumerFactory } from '@mpk/core';

/** Shows bytes to a consumer as the pass would. @param chunkBytes - how many at once, chosen anew for each chunk */
export function readBytes<R>(factory: ConsumerFactory<R>, bytes: Buffer, chunkBytes: () => number, name = 'any'): R {
  const consumer: Consumer<R> = factory({ name, sizeBytes: bytes.length });
  consumer.start?.({
    sizeBytes: bytes.length,
    read: (offset, length) =>
      Buffer.from(bytes.subarray(Math.max(0, offset), Math.max(0, offset) + Math.max(0, length))),
  });
  for (let at = 0; at < bytes.length;) {
    // A copy that is spoilt afterwards: a chunk is only valid during the call.
    const chunk = Buffer.from(bytes.subarray(at, at + chunkBytes()));
    consumer.update(chunk);
    at += chunk.length;
    chunk.fill(0xee);
  }
  return consumer.finish();
}
