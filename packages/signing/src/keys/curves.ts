// SPDX-License-Identifier: Apache-2.0
import type { KeyObject } from 'node:crypto';
import { MpkError } from '@mpk/core';

/** Curves for new keys, as the standards name them. */
export type KeyCurve = 'P-256' | 'P-384';

/** OpenSSL's name of a curve -> the hash that OMS pairs with it. P-521 is verified, never signed with. */
const HASHES: Readonly<Record<string, string>> = { prime256v1: 'sha256', secp384r1: 'sha384', secp521r1: 'sha512' };
const SIGNING_CURVES = ['prime256v1', 'secp384r1'];

/** What a key is, for messages: `rsa`, `ec secp256k1`. */
export const describeKey = (key: KeyObject): string =>
  [key.asymmetricKeyType ?? 'unknown', key.asymmetricKeyDetails?.namedCurve ?? ''].join(' ').trimEnd();

const curveOf = (key: KeyObject): string =>
  key.asymmetricKeyType === 'ec' ? (key.asymmetricKeyDetails?.namedCurve ?? '') : '';

/** True for keys that may sign: EC P-256 and P-384. */
export const isSigningKey = (key: KeyObject): boolean => SIGNING_CURVES.includes(curveOf(key));

/** True for keys whose signatures are verified: EC P-256, P-384 and P-521. */
export const isVerificationKey = (key: KeyObject): boolean => Object.hasOwn(HASHES, curveOf(key));

/**
 * The hash that belongs to an EC key: SHA-256, SHA-384 or SHA-512 by its curve.
 *
 * @throws MpkError `KEY_INVALID` for any other key
 * @see https://github.com/ossf/model-signing-spec OMS v1.0, algorithm registry
 */
export function hashFor(key: KeyObject): string {
  const hash = isVerificationKey(key) ? HASHES[curveOf(key)] : undefined;
  if (hash === undefined)
    throw new MpkError('KEY_INVALID', `the key is ${describeKey(key)}, expected EC P-256 or P-384`);
  return hash;
}
