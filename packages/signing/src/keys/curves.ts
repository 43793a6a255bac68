// SPDX-License-Identifier: Apache-2.0
import type { KeyObject } from 'node:crypto';
import { MpkError } from '@mpk/core';

/** Curves of keys that sign, as the standards name them. */
export const KEY_CURVES = ['P-256', 'P-384', 'P-521', 'Ed25519'] as const;
export type KeyCurve = (typeof KEY_CURVES)[number];

/** How the keys of one curve sign. */
export interface SignatureAlgorithm {
  /** its name in Sigstore's algorithm registry */
  readonly id: 'ecdsa-sha2-256-nistp256' | 'ecdsa-sha2-384-nistp384' | 'ecdsa-sha2-512-nistp521' | 'ed25519';
  readonly curve: KeyCurve;
  /** what ECDSA signs is the message's hash; null for Ed25519, which takes the message itself (PureEdDSA) */
  readonly hash: 'sha256' | 'sha384' | 'sha512' | null;
  /** size of each half of a signature, r and s, where they are written side by side */
  readonly halfBytes: number;
}

/**
 * OpenSSL's name of a curve -> its one algorithm. The ECDSA rows are those of OMS v1.0; Ed25519 is not in its registry.
 *
 * @see https://github.com/ossf/model-signing-spec OMS v1.0, algorithm registry
 * @see https://github.com/sigstore/architecture-docs algorithm-registry.md
 */
const ALGORITHMS: ReadonlyMap<string, SignatureAlgorithm> = new Map<string, SignatureAlgorithm>([
  ['prime256v1', { id: 'ecdsa-sha2-256-nistp256', curve: 'P-256', hash: 'sha256', halfBytes: 32 }],
  ['secp384r1', { id: 'ecdsa-sha2-384-nistp384', curve: 'P-384', hash: 'sha384', halfBytes: 48 }],
  ['secp521r1', { id: 'ecdsa-sha2-512-nistp521', curve: 'P-521', hash: 'sha512', halfBytes: 66 }],
  ['ed25519', { id: 'ed25519', curve: 'Ed25519', hash: null, halfBytes: 32 }],
]);

/** What a key should be, for messages. */
export const EXPECTED_KEY = 'EC P-256, P-384 or P-521, or Ed25519';

/** What a key is, for messages: `rsa`, `ec secp256k1`. */
export const describeKey = (key: KeyObject): string =>
  [key.asymmetricKeyType ?? 'unknown', key.asymmetricKeyDetails?.namedCurve ?? ''].join(' ').trimEnd();

/** True for keys that sign and whose signatures are verified; RSA is not among them. */
export const isSignatureKey = (key: KeyObject): boolean => ALGORITHMS.has(curveOf(key));

/**
 * The one algorithm of a key.
 *
 * @throws MpkError `KEY_INVALID` for a key of another kind
 */
export function algorithmOf(key: KeyObject): SignatureAlgorithm {
  const algorithm = ALGORITHMS.get(curveOf(key));
  if (algorithm !== undefined) return algorithm;
  throw new MpkError('KEY_INVALID', `the key is ${describeKey(key)}, expected ${EXPECTED_KEY}`);
}

const curveOf = (key: KeyObject): string =>
  (key.asymmetricKeyType === 'ec' ? key.asymmetricKeyDetails?.namedCurve : key.asymmetricKeyType) ?? '';
