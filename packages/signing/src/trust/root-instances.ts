// SPDX-License-Identifier: Apache-2.0
import { createPublicKey } from 'node:crypto';
import { MpkError, asArray, asObject, asString, decodeBase64, optionalString, printable } from '@mpk/core';
import type { JsonObject } from '@mpk/core';
import { parseCertificate } from '../certificate/certificate.js';
import { keyDigest } from '../keys/public-key.js';
import { parseTrustedRoot } from '../keyless/trusted-root.js';

/** Most certificates in one chain. */
const MAX_CHAIN = 16;

/** When something is trusted; both ends belong to it. */
export interface Period {
  readonly from: Date;
  /** undefined: it goes on */
  readonly to: Date | undefined;
}

/** A certificate of an authority. Digests are `sha256:` + hex, as revocations name them. */
export interface CertificateSummary {
  /** RFC 4514-like, one line */
  readonly subject: string;
  readonly digest: string;
  readonly keyDigest: string;
  readonly validFrom: Date;
  readonly validTo: Date;
}

/** A certificate authority or timestamp authority. */
export interface AuthoritySummary {
  readonly name: string;
  readonly url: string;
  readonly trusted: Period;
  /** leaf first */
  readonly certificates: readonly CertificateSummary[];
}

/** A transparency log or certificate log. */
export interface LogSummary {
  readonly url: string;
  /** as log entries name it, hex */
  readonly logId: string;
  /** of its key's SPKI; undefined where the key cannot be read */
  readonly keyDigest: string | undefined;
  /** as the root calls it: `PKIX_ECDSA_P256_SHA_256` */
  readonly keyKind: string;
  readonly trusted: Period;
}

/** The kinds of instances, as a trusted root calls them. */
export interface TrustedInstances {
  readonly certificateAuthorities: readonly AuthoritySummary[];
  readonly timestampAuthorities: readonly AuthoritySummary[];
  readonly tlogs: readonly LogSummary[];
  readonly ctlogs: readonly LogSummary[];
}

/**
 * What a trusted root holds, for people to read. Texts are printable.
 *
 * @param bytes - untrusted
 * @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`; `POLICY_INVALID` for a root that trusts nothing
 */
export function readInstances(bytes: Uint8Array): TrustedInstances {
  const root = parseTrustedRoot(bytes);
  return {
    certificateAuthorities: objects(root, 'certificateAuthorities').map(describeAuthority),
    timestampAuthorities: objects(root, 'timestampAuthorities').map(describeAuthority),
    tlogs: objects(root, 'tlogs').map(describeLog),
    ctlogs: objects(root, 'ctlogs').map(describeLog),
  };
}

const objects = (parent: JsonObject, name: string): JsonObject[] =>
  asArray(parent[name] ?? [], name).map((item) => asObject(item, name));

function describeAuthority(authority: JsonObject): AuthoritySummary {
  const subject = asObject(authority['subject'] ?? {}, 'subject');
  const names = [subject['commonName'], subject['organization']].map((name) => optionalString(name, 'subject'));
  const chain = objects(asObject(authority['certChain'] ?? {}, 'certChain'), 'certificates');
  if (chain.length > MAX_CHAIN)
    throw new MpkError('INPUT_TOO_LARGE', `an authority has more than ${MAX_CHAIN} certificates`);
  return {
    name: printable(names.filter(Boolean).join(', ')),
    url: printable(optionalString(authority['uri'], 'uri') ?? ''),
    trusted: periodOf(authority['validFor']),
    certificates: chain.map(describeCertificate),
  };
}

function describeCertificate(json: JsonObject): CertificateSummary {
  const certificate = parseCertificate(bytesOf(json), 'a certificate of the trusted root');
  const { subject, digest, publicKey, validFrom, validTo } = certificate;
  return {
    subject: printable(subject),
    digest,
    keyDigest: keyDigest(publicKey),
    validFrom,
    validTo,
  };
}

function describeLog(log: JsonObject): LogSummary {
  const key = asObject(log['publicKey'], 'publicKey');
  const logId = asString(asObject(log['logId'] ?? {}, 'logId')['keyId'], 'logId keyId');
  return {
    url: printable(optionalString(log['baseUrl'], 'baseUrl') ?? ''),
    logId: decodeBase64(logId, 'logId').toString('hex'),
    keyDigest: digestOf(bytesOf(key)),
    keyKind: printable(optionalString(key['keyDetails'], 'keyDetails') ?? ''),
    trusted: periodOf(key['validFor']),
  };
}

/** Some RSA keys of logs are not SPKI. */
function digestOf(der: Buffer): string | undefined {
  try {
    return keyDigest(createPublicKey({ key: der, format: 'der', type: 'spki' }));
  } catch {
    return undefined;
  }
}

const bytesOf = (json: JsonObject): Buffer => decodeBase64(asString(json['rawBytes'], 'rawBytes'), 'rawBytes');

function periodOf(value: unknown): Period {
  const validFor = asObject(value, 'validFor');
  const end = optionalString(validFor['end'], 'validFor end');
  return {
    from: timeOf(asString(validFor['start'], 'validFor start')),
    to: end === undefined ? undefined : timeOf(end),
  };
}

function timeOf(text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new MpkError('INPUT_MALFORMED', 'a time in the trusted root is none');
  return time;
}
