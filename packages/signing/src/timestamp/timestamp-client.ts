// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { MpkError } from '@mpk/core';
import { parseCertificate } from '../certificate/certificate.js';
import { TIME_STAMPING, timeProblem } from '../certificate/rights.js';
import { askService, unusable, useAnswer, type Patience } from '../keyless/service-client.js';
import type { ServiceRequest } from '../http/send-once.js';
import { assertServiceUrl, baseUrl } from '../keyless/service-url.js';
import type { TimestampHash } from './algorithms.js';
import { findSignerCertificate } from './signer-certificate.js';
import type { TimestampAuthority } from './timestamp-authorities.js';
import { encodeTimestampRequest } from './timestamp-request.js';
import type { TimestampSource } from './timestamp-source.js';
import {
  MAX_TIMESTAMP_BYTES,
  assertImprint,
  assertSignedBy,
  parseTimestampToken,
  type TimestampToken,
} from './timestamp-token.js';

/** Which timestamp authority to ask, and how. */
export interface TimestampSourceOptions extends Patience {
  /** used as it is; only the bare host of a Sigstore authority gets its path, `/api/v1/timestamp` */
  readonly url: string;
  /** RFC 3161 over HTTP, which every authority speaks, or Sigstore's own request in JSON; default `rfc3161` */
  readonly protocol?: 'rfc3161' | 'sigstore-json';
  /** over which the signature is timestamped; default `sha256` */
  readonly hash?: TimestampHash;
  /** who must have made the timestamp; by default whoever's certificate it brings along */
  readonly authorities?: readonly TimestampAuthority[];
  /** allows an http URL: nothing secret is sent, and what comes back is signed; default false */
  readonly plainHttp?: boolean;
}

/** How a request is written, and the nonce that the answer must repeat: content of a positive INTEGER. */
interface Query {
  readonly contentType: string;
  readonly body: string | Uint8Array;
  readonly nonce: Uint8Array;
}

const NAME = 'the timestamp authority';
const REPLY = 'application/timestamp-reply';
const SIGSTORE_PATH = '/api/v1/timestamp';
const NONCE_BYTES = 8;
/** Below 2^48: JSON readers differ on larger numbers. */
const MAX_JSON_NONCE = 2 ** 48 - 1;

/**
 * Has a timestamp authority vouch for the time of signatures.
 *
 * Each answer is checked before it is handed out: over this signature, with this nonce, signed by a certificate for time
 * stamping. `timestamp` throws `NETWORK_UNAVAILABLE` or `NETWORK_REFUSED`.
 *
 * @throws MpkError `USAGE` for a URL that is not https (http to this machine aside)
 */
export function createTimestampSource(options: TimestampSourceOptions): TimestampSource {
  const { protocol = 'rfc3161', hash = 'sha256', authorities } = options;
  const url = timestampUrl(assertServiceUrl(options.url, 'the timestamp authority URL', options), protocol);
  return {
    timestamp: async (signature) => {
      const imprint = createHash(hash).update(signature).digest();
      const query = protocol === 'rfc3161' ? derQuery(hash, imprint) : jsonQuery(hash, imprint);
      const answer = await ask(url, query, options);
      await check({ name: NAME, url }, answer, { signature, nonce: query.nonce, authorities });
      return answer;
    },
  };
}

const timestampUrl = (url: URL, protocol: string): URL =>
  protocol === 'sigstore-json' && url.pathname === '/' ? new URL(`${baseUrl(url)}${SIGSTORE_PATH}`) : url;

function derQuery(hash: TimestampHash, imprint: Uint8Array): Query {
  const nonce = randomBytes(NONCE_BYTES);
  // A positive INTEGER without a needless leading byte.
  nonce.writeUInt8(randomInt(1, 0x80), 0);
  return { contentType: 'application/timestamp-query', body: encodeTimestampRequest({ hash, imprint, nonce }), nonce };
}

/** @see https://github.com/sigstore/timestamp-authority/blob/main/openapi.yaml */
function jsonQuery(hash: TimestampHash, imprint: Buffer): Query {
  const number = randomInt(1, MAX_JSON_NONCE);
  const hex = number.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const nonce = bytes.readUInt8(0) < 0x80 ? bytes : Buffer.concat([Buffer.alloc(1), bytes]);
  const artifactHash = imprint.toString('base64');
  const body = JSON.stringify({ artifactHash, hashAlgorithm: hash, nonce: number, certificates: true });
  return { contentType: 'application/json', body, nonce };
}

async function ask(url: URL, { contentType, body }: Query, patience: Patience): Promise<Buffer> {
  const headers = { 'content-type': contentType, accept: REPLY };
  const answer = await askService(
    { name: NAME, url, method: 'POST', headers, body, maxBytes: MAX_TIMESTAMP_BYTES },
    { ...patience, refusedHint: 'check that the URL is of a timestamp authority, and which protocol it speaks' },
  );
  return answer.body;
}

interface Expected {
  readonly signature: Uint8Array;
  readonly nonce: Uint8Array;
  readonly authorities: readonly TimestampAuthority[] | undefined;
}

async function check(service: Pick<ServiceRequest, 'name' | 'url'>, answer: Buffer, expected: Expected): Promise<void> {
  const token = useAnswer(service, 'it is not a timestamp', () => parseTimestampToken(answer));
  useAnswer(service, 'the timestamp is over another signature', () => assertImprint(token, expected.signature));
  if (token.tstInfo.nonce?.equals(expected.nonce) !== true) {
    throw unusable(service, 'the timestamp was not made for this request');
  }
  const { authorities } = expected;
  if (authorities === undefined) {
    useAnswer(service, 'the timestamp is not signed by a certificate for that, which it brings along', () =>
      assertOwnCertificate(token),
    );
  } else {
    const { verifyTimestamp } = await import('./verify-timestamp.js');
    useAnswer(service, 'the timestamp is not from an authority that is trusted', () =>
      verifyTimestamp(answer, expected.signature, authorities),
    );
  }
}

/**
 * Without anybody to trust: a certificate for time stamping is there, was valid then, and its key signed.
 *
 * @throws MpkError `TIMESTAMP_INVALID`
 */
function assertOwnCertificate(token: TimestampToken): void {
  const { certificates, signer } = token.signedData;
  const embedded = certificates.map((der) => parseCertificate(der, 'certificate of a timestamp'));
  const leaf = findSignerCertificate(signer, embedded);
  const problem =
    leaf === undefined ? 'is not there' : (TIME_STAMPING.leafProblem(leaf) ?? timeProblem(leaf, token.tstInfo.time));
  if (leaf === undefined || problem !== undefined)
    throw new MpkError('TIMESTAMP_INVALID', `the certificate ${problem}`);
  assertSignedBy(token, leaf);
}
