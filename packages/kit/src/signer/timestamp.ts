// SPDX-License-Identifier: Apache-2.0
import { readFileBounded } from '@mpk/core';
import type { TimestampSource } from '@mpk/signing';
import type { TimestampService } from './method.js';

/** Largest file with timestamp authorities. */
const MAX_CA_BYTES = 2 * 1024 * 1024;

/**
 * Opens a timestamp authority. RFC 3161 may go over plain http, as most public authorities have it: nothing secret is sent,
 * and what comes back is signed.
 *
 * @throws MpkError `USAGE` for the URL; `INPUT_UNREADABLE`, `INPUT_MALFORMED`, `POLICY_INVALID` for its authorities
 */
export async function timestampSourceOf(
  { url, protocol: asked, caPath }: TimestampService,
  usual: 'rfc3161' | 'sigstore-json',
): Promise<TimestampSource> {
  const protocol = asked ?? usual;
  // Loaded here: most signatures have no timestamp of their own.
  const { createTimestampSource, readTimestampAuthorities } = await import('@mpk/signing/timestamp');
  const what = 'timestamp authorities file';
  const caPem = caPath === undefined ? undefined : readFileBounded(caPath, { maxBytes: MAX_CA_BYTES, what });
  return createTimestampSource({
    url,
    protocol,
    plainHttp: protocol === 'rfc3161',
    ...(caPem && { authorities: readTimestampAuthorities({ caPem }) }),
  });
}
