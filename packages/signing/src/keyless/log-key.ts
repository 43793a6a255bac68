// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { MpkError, asObject, asString, decodeBase64, type JsonObject } from '@mpk/core';
import { keyDigest } from '../keys/public-key.js';
import { readPeriod, type Period } from './period.js';

/** A log that is trusted: of signatures, or of certificates. */
export interface LogKey {
  readonly id: Buffer;
  readonly publicKey: KeyObject;
  /** `sha256:` + hex of its SPKI */
  readonly digest: string;
  readonly validFor: Period;
  /** Tells whether the log signed these bytes. */
  signed(data: Uint8Array, signature: Uint8Array): boolean;
}

interface KeyKind {
  readonly type: 'ec' | 'ed25519' | 'rsa';
  readonly hash: string | null;
  readonly encoding: 'spki' | 'pkcs1';
}

const ec = (hash: string): KeyKind => ({ type: 'ec', hash, encoding: 'spki' });
const rsa = (encoding: KeyKind['encoding']): KeyKind => ({ type: 'rsa', hash: 'sha256', encoding });

/** `PublicKeyDetails` of Sigstore -> what kind of key it is, and the hash that goes with it. */
const KINDS: Readonly<Record<string, KeyKind>> = {
  PKIX_ECDSA_P256_SHA_256: ec('sha256'),
  PKIX_ECDSA_P384_SHA_384: ec('sha384'),
  PKIX_ECDSA_P521_SHA_512: ec('sha512'),
  PKIX_ED25519: { type: 'ed25519', hash: null, encoding: 'spki' },
  PKIX_RSA_PKCS1V15_2048_SHA256: rsa('spki'),
  PKIX_RSA_PKCS1V15_3072_SHA256: rsa('spki'),
  PKIX_RSA_PKCS1V15_4096_SHA256: rsa('spki'),
  PKCS1_RSA_PKCS1V5: rsa('pkcs1'),
};

/**
 * Reads one log of a trusted root.
 *
 * @returns undefined for a kind of key that this version does not know: what that log signed does not verify
 * @throws MpkError `INPUT_MALFORMED`
 * @see https://github.com/sigstore/protobuf-specs sigstore_trustroot.proto, TransparencyLogInstance
 */
export function readLogKey(log: JsonObject, what: string): LogKey | undefined {
  const publicKey = asObject(log['publicKey'], `${what} publicKey`);
  const details = asString(publicKey['keyDetails'], `${what} keyDetails`);
  const kind = Object.hasOwn(KINDS, details) ? KINDS[details] : undefined;
  if (kind === undefined) return undefined;
  const id = decodeBase64(asString(asObject(log['logId'], `${what} logId`)['keyId'], `${what} keyId`), `${what} keyId`);
  const rawBytes = decodeBase64(asString(publicKey['rawBytes'], `${what} rawBytes`), `${what} rawBytes`);
  return createLogKey(importKey(rawBytes, kind, what), kind, { id, validFor: readPeriod(publicKey['validFor'], what) });
}

function createLogKey(key: KeyObject, { hash }: KeyKind, { id, validFor }: Pick<LogKey, 'id' | 'validFor'>): LogKey {
  const signed: LogKey['signed'] = (data, signature) => verify(hash, data, key, signature);
  return { id, publicKey: key, digest: keyDigest(key), validFor, signed };
}

function importKey(rawBytes: Buffer, { type, encoding }: KeyKind, what: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: rawBytes, format: 'der', type: encoding });
  } catch (cause) {
    throw new MpkError('INPUT_MALFORMED', `the trusted root has a ${what} with a key that cannot be read`, { cause });
  }
  if (key.asymmetricKeyType === type) return key;
  throw new MpkError('INPUT_MALFORMED', `the trusted root has a ${what} with another key than it says`);
}
