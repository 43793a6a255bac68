// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

/** Reads a response's body, however long it claims or turns out to be. @throws MpkError `INPUT_TOO_LARGE` */
export async function readAtMost(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes) throw new MpkError('INPUT_TOO_LARGE', `an answer has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
