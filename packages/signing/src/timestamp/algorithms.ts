// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { TAG, contextTag, oidText, readDer, type DerElement } from '../der/reader.js';
import { DerFields } from '../der/fields.js';
import { smallInteger } from '../der/values.js';

/** Hashes that timestamps are made with: nothing below SHA-256. */
export type TimestampHash = 'sha256' | 'sha384' | 'sha512';

/** OID -> hash. */
const HASHES: Readonly<Record<string, TimestampHash>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const RSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';

/** OID -> kind of key, and the hash that it is bound to. */
const SIGNATURES: Readonly<Record<string, { keyType: 'ec' | 'rsa'; hash: TimestampHash }>> = {
  '1.2.840.10045.4.3.2': { keyType: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { keyType: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { keyType: 'ec', hash: 'sha512' },
  '1.2.840.113549.1.1.11': { keyType: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { keyType: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { keyType: 'rsa', hash: 'sha512' },
};

/** Longest salt of a PSS signature: that of SHA-512. */
const MAX_SALT_BYTES = 64;

/** How a timestamp is signed. */
export interface SignatureScheme {
  readonly keyType: 'ec' | 'rsa';
  readonly hash: TimestampHash;
  /** of RSA-PSS; absent for ECDSA and PKCS#1 v1.5 */
  readonly saltLength?: number;
}

/** OID of a hash, for requests. */
export const hashOid = (hash: TimestampHash): string =>
  Object.keys(HASHES).find((oid) => HASHES[oid] === hash) ?? '2.16.840.1.101.3.4.2.1';

/**
 * The hash that an AlgorithmIdentifier names.
 *
 * @throws MpkError `INPUT_UNSUPPORTED` for any but SHA-256, SHA-384 and SHA-512; `INPUT_MALFORMED`
 */
export function hashOf(identifier: DerElement, what: string): TimestampHash {
  const { oid, parameters } = readAlgorithm(identifier, what);
  const hash = Object.hasOwn(HASHES, oid) ? HASHES[oid] : undefined;
  if (hash === undefined) throw unsupported(what, oid);
  assertNoParameters(parameters, what);
  return hash;
}

/**
 * The signature scheme that an AlgorithmIdentifier names: ECDSA, RSA PKCS#1 v1.5 or RSA-PSS.
 *
 * @param digestHash - hash of the signed attributes; `rsaEncryption`, which OpenSSL writes, names no other
 * @throws MpkError `INPUT_UNSUPPORTED`, `INPUT_MALFORMED`
 * @see https://www.rfc-editor.org/rfc/rfc5754 section 3
 */
export function signatureSchemeOf(identifier: DerElement, digestHash: TimestampHash, what: string): SignatureScheme {
  const { oid, parameters } = readAlgorithm(identifier, what);
  if (oid === RSA_PSS) return pssScheme(parameters, what);
  assertNoParameters(parameters, what);
  if (oid === RSA_ENCRYPTION) return { keyType: 'rsa', hash: digestHash };
  const scheme = Object.hasOwn(SIGNATURES, oid) ? SIGNATURES[oid] : undefined;
  if (scheme === undefined) throw unsupported(what, oid);
  return scheme;
}

/** RFC 4055 section 3.1; the defaults are SHA-1, so that hash and mask must be written. */
function pssScheme(parameters: DerElement | undefined, what: string): SignatureScheme {
  const fields = new DerFields(parameters, what);
  const hash = hashOf(inside(fields.take(contextTag(0)), what), what);
  const mask = readAlgorithm(inside(fields.take(contextTag(1)), what), what);
  if (mask.oid !== MGF1 || mask.parameters === undefined) throw unsupported(what, mask.oid);
  if (hashOf(mask.parameters, what) !== hash) throw unsupported(what, 'RSA-PSS with two hashes');
  const salt = fields.take(contextTag(2));
  const saltLength = smallInteger(inside(salt, what), what);
  const trailer = fields.takeOptional(contextTag(3));
  fields.end();
  if (saltLength > MAX_SALT_BYTES || (trailer !== undefined && smallInteger(inside(trailer, what), what) !== 1)) {
    throw unsupported(what, 'RSA-PSS with unusual parameters');
  }
  return { keyType: 'rsa', hash, saltLength };
}

const inside = (explicit: DerElement, what: string): DerElement => readDer(explicit.content, what);

function readAlgorithm(identifier: DerElement, what: string): { oid: string; parameters: DerElement | undefined } {
  const fields = new DerFields(identifier, what);
  const oid = oidText(fields.take(), what);
  const parameters = fields.takeAny();
  fields.end();
  return { oid, parameters };
}

/** Absent or NULL: both are in use where there is nothing to say. */
function assertNoParameters(parameters: DerElement | undefined, what: string): void {
  if (parameters === undefined || (parameters.tag === TAG.null && parameters.content.length === 0)) return;
  throw new MpkError('INPUT_MALFORMED', `${what} has an algorithm with unexpected parameters`);
}

const unsupported = (what: string, algorithm: string): MpkError =>
  new MpkError('INPUT_UNSUPPORTED', `${what} uses ${algorithm}, which is not accepted`);
