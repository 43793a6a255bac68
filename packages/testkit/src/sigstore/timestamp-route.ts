// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import type { TimestampFaults } from './faults.ts';
import { refuse, type Route } from './route.ts';
import type { TimestampAuthority } from './timestamp-authority.ts';
import { parseDerRequest, parseJsonRequest, type TimestampRequest } from './timestamp-request.ts';
import { rejectedResponse, type TokenFields } from './timestamp-token.ts';

const QUERY = 'application/timestamp-query';
const REPLY = 'application/timestamp-reply';

/**
 * Answers timestamp requests over HTTP: DER (RFC 3161 section 3.4) and, where `json` says so, Sigstore's JSON.
 *
 * The clock shows whole seconds: some verifiers cannot read every fraction.
 */
export function timestampRoute(
  authority: TimestampAuthority,
  options: { json: boolean; fault: () => TimestampFaults },
): Route {
  return ({ body, contentType }) => {
    const fault = options.fault();
    const isJson = options.json && contentType === 'application/json';
    if (!isJson && contentType !== QUERY) return refuse(415, `send ${QUERY}`);
    const request = isJson ? parseJsonRequest(body) : parseDerRequest(body);
    if (request === undefined) return refuse(400, 'the request cannot be read');
    const status = isJson ? 201 : 200;
    if (fault.rejects !== undefined) return { status, type: REPLY, body: rejectedResponse(fault.rejects) };
    const time = new Date(Math.floor((Date.now() + (fault.clockSkewMs ?? 0)) / 1000) * 1000);
    return { status, type: REPLY, body: authority.answer(request, time, changesFor(fault, request)) };
  };
}

function changesFor({ broken }: TimestampFaults, request: TimestampRequest): Partial<TokenFields> {
  switch (broken) {
    case 'nonce':
      return { nonce: Buffer.concat([Buffer.from([1]), randomBytes(7)]) };
    case 'no-nonce':
      return { nonce: undefined };
    case 'imprint':
      return { imprint: randomBytes(request.imprint.length) };
    case 'signature':
      return { breakSignature: true };
    case 'no-certificate':
      return { certificates: [] };
    case 'content-type':
      return { eContentType: '1.2.840.113549.1.7.1' };
    default:
      return {};
  }
}
