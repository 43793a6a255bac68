// SPDX-License-Identifier: Apache-2.0
import type { KeyObject } from 'node:crypto';
import { MpkError, isMpkError } from '@mpk/core';
import type { BundleVerifier, SignedBundle } from '@mpk/core';
import { otherMethod, verifyEnvelope } from './envelope.js';
import { keyDigest, keyHint, readPublicKey } from './keys/public-key.js';
import { parseNotAfter } from './not-after.js';

/** Which key must have signed, and until when it is accepted. */
export interface KeyVerifierOptions {
  readonly publicKeyPem: string | Uint8Array;
  /** last moment; a plain day `YYYY-MM-DD` counts to its end, UTC. Compared with now: a key bundle proves no time */
  readonly notAfter?: string | Date;
  /** the clock, for tests; default is the time of each verification */
  readonly now?: Date;
}

/**
 * Verifies bundles of OMS method `key` with one public key.
 *
 * Reads the bundles of model_signing 1.0, which carry the key itself in place of a hint, as well.
 *
 * `verify` throws `IDENTITY_MISMATCH` where the bundle names another key or method; `SIGNATURE_INVALID` for a wrong signature
 * or after `notAfter`.
 *
 * @throws MpkError `KEY_INVALID`; `POLICY_INVALID` for a `notAfter` that is not a date
 */
export function createKeyVerifier(options: KeyVerifierOptions): BundleVerifier {
  const publicKey = readPublicKey(options.publicKeyPem);
  const digest = keyDigest(publicKey);
  const notAfter = options.notAfter === undefined ? undefined : parseNotAfter(options.notAfter);
  return {
    verify: (bundle) => {
      assertNamesKey(bundle, publicKey);
      assertInTime(notAfter, options.now ?? new Date());
      verifyEnvelope(bundle.envelope, publicKey);
      return { identity: { method: 'key', keyDigest: digest }, timestamps: [], restsOn: [digest] };
    },
  };
}

function assertNamesKey(bundle: SignedBundle, expected: KeyObject): void {
  if (bundle.material.method !== 'key') throw otherMethod(bundle, 'the given key');
  const { hint } = bundle.material;
  const named = hint === undefined || hint === '' ? embeddedKeyHint(bundle) : hint;
  if (named !== undefined && named !== keyHint(expected)) {
    throw new MpkError('IDENTITY_MISMATCH', `signed with key ${JSON.stringify(named)}, expected ${keyHint(expected)}`);
  }
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

function assertInTime(notAfter: Date | undefined, now: Date): void {
  if (notAfter === undefined || now.getTime() <= notAfter.getTime()) return;
  throw new MpkError('SIGNATURE_INVALID', `the key was accepted until ${notAfter.toISOString()}`, {
    hint: 'sign again with a current key, or move notAfter in the policy',
  });
}
