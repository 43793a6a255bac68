// SPDX-License-Identifier: Apache-2.0
import { open } from 'node:fs/promises';
import { unreadable, type IdentityProvider } from '@mpk/core';
import { SIGSTORE_AUDIENCE, type AudienceOptions } from './audience.js';
import { MAX_TOKEN_BYTES, parseToken } from './token.js';

/**
 * Takes the token from a file, such as a projected Kubernetes service account token with audience `sigstore`.
 *
 * The file is read each time: Kubernetes replaces it before it expires. `getToken` throws `INPUT_UNREADABLE` or
 * `TOKEN_INVALID`.
 */
export function tokenFileProvider(path: string, options: AudienceOptions = {}): IdentityProvider {
  const { audience = SIGSTORE_AUDIENCE } = options;
  return { getToken: async () => parseToken(await readStart(path, MAX_TOKEN_BYTES + 1), { audience }) };
}

/** Reads at most `maxBytes`, whatever the file (a pipe, a device) would give. */
async function readStart(path: string, maxBytes: number): Promise<string> {
  const buffer = Buffer.alloc(maxBytes);
  let length = 0;
  try {
    await using file = await open(path, 'r');
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, maxBytes - length);
      length += bytesRead;
      if (bytesRead === 0 || length === maxBytes) break;
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  return buffer.toString('utf8', 0, length);
}
