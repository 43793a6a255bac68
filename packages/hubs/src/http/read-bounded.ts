// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

/**
 * Reads a stream into memory.
 *
 * @throws MpkError `INPUT_TOO_LARGE` as soon as it exceeds `maxBytes`
 */
export async function readBounded(
  stream: AsyncIterable<Uint8Array>,
  options: { maxBytes: number; what: string },
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const piece of stream) {
    sizeBytes += piece.length;
    if (sizeBytes > options.maxBytes) {
      throw new MpkError('INPUT_TOO_LARGE', `${options.what} has more than ${options.maxBytes} bytes`);
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
