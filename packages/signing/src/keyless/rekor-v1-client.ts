// SPDX-License-Identifier: Apache-2.0
import { asArray, asObject, asSize, asString, decodeBase64, parseJson, type JsonObject } from '@mpk/core';
import { toPem } from '../pem.js';
import { MAX_ENTRY_BYTES, checkedEntry, type CreateEntry, type LogRequest } from './rekor-client.js';
import { askService, unusable, useAnswer, type Patience } from './service-client.js';
import type { ServiceAnswer, ServiceRequest } from '../http/send-once.js';
import { baseUrl } from './service-url.js';

const NAME = 'Rekor';
const CONFLICT = 409;
const KIND = { kind: 'dsse', version: '0.0.1' };
/** An entry's name, with or without the number of its tree before it. */
const UUID = /^[0-9a-f]{64}(?:[0-9a-f]{16})?$/;
const PATIENT = { refusedHint: 'check that the URL is of a Rekor version 1' };
const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

/**
 * Logs an envelope with a Rekor of version 1. The whole envelope is sent; its digest is logged.
 *
 * An entry that is there already is fetched: the answer to an earlier request was lost on its way.
 *
 * @see https://github.com/sigstore/rekor/blob/main/openapi.yaml createLogEntry
 */
export const createEntryV1: CreateEntry = async (url, request, patience) => {
  const service = { name: NAME, url: new URL(`${baseUrl(url)}/api/v1/log/entries`) };
  const created = await askService(
    { ...service, method: 'POST', headers: JSON_HEADERS, body: proposedEntry(request), maxBytes: MAX_ENTRY_BYTES },
    { ...patience, ...PATIENT, accepted: [200, 201, CONFLICT] },
  );
  const answer = created.status === CONFLICT ? await fetchEntry(service, created.headers.location, patience) : created;
  const entry = useAnswer(service, 'it holds no log entry with its proof', () => readEntry(answer));
  return checkedEntry(service, entry, request);
};

/** Only the entry's name is taken from where the service points to: the address is ours. */
function fetchEntry(
  service: Pick<ServiceRequest, 'name' | 'url'>,
  location: string | undefined,
  patience: Patience,
): Promise<ServiceAnswer> {
  const uuid = location?.split('/').at(-1) ?? '';
  if (!UUID.test(uuid)) throw unusable(service, 'it does not say which entry is there already');
  const url = new URL(`${service.url.href}/${uuid}`);
  const request = { name: NAME, url, method: 'GET', headers: { accept: 'application/json' } } as const;
  return askService({ ...request, maxBytes: MAX_ENTRY_BYTES }, { ...patience, ...PATIENT });
}

function proposedEntry({ payload, payloadType, content, leaf }: LogRequest): string {
  const envelope = {
    payload: Buffer.from(payload).toString('base64'),
    payloadType,
    signatures: [{ sig: content.signature.toString('base64') }],
  };
  const verifier = Buffer.from(toPem('CERTIFICATE', leaf.der)).toString('base64');
  const proposedContent = { envelope: JSON.stringify(envelope), verifiers: [verifier] };
  return JSON.stringify({ kind: KIND.kind, apiVersion: KIND.version, spec: { proposedContent } });
}

/** From the log's own JSON to that of bundles: hex to base64, numbers to text. */
function readEntry({ body }: ServiceAnswer): JsonObject {
  const answer = asObject(parseJson(body, { maxBytes: MAX_ENTRY_BYTES, what: 'answer' }), 'answer');
  const entry = asObject(Object.values(answer)[0], 'entry');
  const verification = asObject(entry['verification'], 'verification');
  const proof = asObject(verification['inclusionProof'], 'inclusionProof');
  return {
    logIndex: String(asSize(entry['logIndex'], 'logIndex')),
    logId: { keyId: fromHex(entry['logID'], 'logID') },
    kindVersion: KIND,
    integratedTime: String(asSize(entry['integratedTime'], 'integratedTime')),
    inclusionPromise: { signedEntryTimestamp: base64(verification['signedEntryTimestamp'], 'signedEntryTimestamp') },
    inclusionProof: {
      logIndex: String(asSize(proof['logIndex'], 'logIndex')),
      rootHash: fromHex(proof['rootHash'], 'rootHash'),
      treeSize: String(asSize(proof['treeSize'], 'treeSize')),
      hashes: asArray(proof['hashes'], 'hashes').map((hash) => fromHex(hash, 'hash')),
      checkpoint: { envelope: asString(proof['checkpoint'], 'checkpoint') },
    },
    canonicalizedBody: base64(entry['body'], 'body'),
  };
}

const fromHex = (value: unknown, what: string): string => Buffer.from(asString(value, what), 'hex').toString('base64');

const base64 = (value: unknown, what: string): string => decodeBase64(asString(value, what), what).toString('base64');
