// SPDX-License-Identifier: Apache-2.0
import type { KeyObject } from 'node:crypto';
import { MpkError, isMpkError } from '@mpk/core';
import type { BundleVerifier, SignedBundle } from '@mpk/core';
import { otherMethod, verifyOmsEnvelope } from './envelope.js';
import { keyDigest, keyHint, readPublicKey, sigstoreKeyHint } from './keys/public-key.js';
import { parseNotAfter, parseNotBefore } from './key-validity.js';
import { assertTimestampsPossible, provenBy, signingTime, type SigningTimeOptions } from './timestamp/signing-time.js';

/** Which key must have signed, and from when until when it is accepted. */
export interface KeyVerifierOptions extends SigningTimeOptions {
  readonly publicKeyPem: string | Uint8Array;
  /**
   * first moment; a plain day `YYYY-MM-DD` counts from its beginning, UTC. Keeps honest signatures of another time apart; who
   * wants to get around it leaves the timestamp away, unless one is required
   */
  readonly notBefore?: string | Date;
  /** last moment; a plain day counts to its end. Compared with the earliest trusted timestamp, else with now */
  readonly notAfter?: string | Date;
}

/**
 * Verifies bundles of OMS method `key` with one public key.
 *
 * Reads the bundles of model_signing 1.0, which carry the key itself in place of a hint, and the hints of cosign, as well.
 *
 * `verify` throws `IDENTITY_MISMATCH` where the bundle names another key or method; `SIGNATURE_INVALID` for a wrong signature
 * or outside the key's time; `TIMESTAMP_INVALID` where a timestamp is required and missing.
 *
 * @throws MpkError `KEY_INVALID`; `POLICY_INVALID` for a bound that is not a date, or a timestamp that is required of nobody
 */
export function createKeyVerifier(options: KeyVerifierOptions): BundleVerifier {
  const publicKey = readPublicKey(options.publicKeyPem);
  const digest = keyDigest(publicKey);
  const notBefore = options.notBefore === undefined ? undefined : parseNotBefore(options.notBefore);
  const notAfter = options.notAfter === undefined ? undefined : parseNotAfter(options.notAfter);
  assertTimestampsPossible(options);
  return {
    verify: (bundle) => {
      assertNamesKey(bundle, publicKey);
      verifyOmsEnvelope(bundle.envelope, publicKey);
      const { at, proven } = signingTime(bundle, options);
      assertInTime({ notBefore, notAfter }, at);
      const { timestamps, restsOn } = provenBy(proven);
      return { identity: { method: 'key', keyDigest: digest }, timestamps, restsOn: [digest, ...restsOn] };
    },
  };
}

function assertNamesKey(bundle: SignedBundle, expected: KeyObject): void {
  if (bundle.material.method !== 'key') throw otherMethod(bundle, 'the given key');
  const { hint } = bundle.material;
  const named = hint === undefined || hint === '' ? embeddedKeyHint(bundle) : hint;
  if (named === undefined || named === keyHint(expected) || named === sigstoreKeyHint(expected)) return;
  throw new MpkError('IDENTITY_MISMATCH', `signed with key ${JSON.stringify(named)}, expected ${keyHint(expected)}`);
}

/** model_signing 1.0: `publicKey.rawBytes` is base64 of the PEM. It only names a key; trust comes from the given one. */
function embeddedKeyHint(bundle: SignedBundle): string | undefined {
  const material = bundle.json['verificationMaterial'] as { publicKey?: { rawBytes?: unknown } };
  const rawBytes = material.publicKey?.rawBytes;
  if (typeof rawBytes !== 'string') return undefined;
  try {
    return keyHint(readPublicKey(Buffer.from(rawBytes, 'base64')));
  } catch (error) {
    throw isMpkError(error) ? new MpkError('INPUT_MALFORMED', `publicKey rawBytes: ${error.message}`) : error;
  }
}

function assertInTime({ notBefore, notAfter }: { notBefore?: Date; notAfter?: Date }, at: Date): void {
  if (notBefore !== undefined && at < notBefore) {
    throw new MpkError('SIGNATURE_INVALID', `the key is accepted from ${notBefore.toISOString()}`, {
      hint: 'sign again, or move notBefore in the policy',
    });
  }
  if (notAfter === undefined || at <= notAfter) return;
  throw new MpkError('SIGNATURE_INVALID', `the key was accepted until ${notAfter.toISOString()}`, {
    hint: 'sign again with a current key, or with a timestamp of a trusted authority, or move notAfter in the policy',
  });
}
