// SPDX-License-Identifier: Apache-2.0
import { asObject, parseJson, type JsonObject } from '@mpk/core';
import { MAX_ENTRY_BYTES, checkedEntry, type CreateEntry, type LogRequest } from './rekor-client.js';
import { askService, useAnswer } from './service-client.js';
import { baseUrl } from './service-url.js';

const NAME = 'Rekor';
const KEY_DETAILS = 'PKIX_ECDSA_P256_SHA_256';
/** Members of a log entry that belong into a bundle. */
const MEMBERS = ['logIndex', 'logId', 'kindVersion', 'inclusionProof', 'canonicalizedBody'] as const;

/**
 * Logs a signature with a Rekor of version 2. Only the digest of the signed bytes is sent; the log shows no time, so that a
 * timestamp authority has to.
 *
 * A request that is sent twice gets the same entry.
 *
 * @see https://github.com/sigstore/rekor-tiles/blob/main/api/proto/rekor/v2/rekor_service.proto
 */
export const createEntryV2: CreateEntry = async (url, request, patience) => {
  const service = { name: NAME, url: new URL(`${baseUrl(url)}/api/v2/log/entries`) };
  const { body } = await askService(
    {
      ...service,
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: hashedRekord(request),
      maxBytes: MAX_ENTRY_BYTES,
    },
    { ...patience, refusedHint: 'check that the URL is of a Rekor version 2' },
  );
  const entry = useAnswer(service, 'it holds no log entry with its proof', () => readEntry(body));
  return checkedEntry(service, entry, request);
};

function hashedRekord({ content, leaf }: LogRequest): string {
  const verifier = { keyDetails: KEY_DETAILS, x509Certificate: { rawBytes: leaf.der.toString('base64') } };
  return JSON.stringify({
    hashedRekordRequestV002: {
      digest: content.digest('sha256').toString('base64'),
      signature: { content: content.signature.toString('base64'), verifier },
    },
  });
}

/** What else the answer holds does not go into a bundle; a number that is 0 may be left out. */
function readEntry(body: Buffer): JsonObject {
  const answer = asObject(parseJson(body, { maxBytes: MAX_ENTRY_BYTES, what: 'answer' }), 'answer');
  return Object.fromEntries(MEMBERS.filter((name) => name in answer).map((name) => [name, answer[name]]));
}
