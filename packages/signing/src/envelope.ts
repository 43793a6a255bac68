// SPDX-License-Identifier: Apache-2.0
import { verify, type KeyObject } from 'node:crypto';
import { BUNDLE_MEDIA_TYPE, IN_TOTO_PAYLOAD_TYPE, MpkError, legacyPae, pae } from '@mpk/core';
import type { BundleJson, JsonObject, SignedBundle } from '@mpk/core';
import { algorithmOf } from './keys/curves.js';
import type { KeyHandle } from './keys/key-handle.js';
import type { TimestampSource } from './timestamp/timestamp-source.js';

/** What goes into a bundle besides the envelope. */
export interface BundleOptions {
  /** the OMS verification material of the signing method */
  readonly material: JsonObject;
  readonly timestampSource?: TimestampSource;
}

/**
 * Signs a payload (DSSE over an in-toto statement) and puts it into a Sigstore bundle without log entries.
 *
 * @see https://github.com/ossf/model-signing-spec OMS v1.0 section 4
 */
export async function signBundle(payload: Uint8Array, key: KeyHandle, options: BundleOptions): Promise<BundleJson> {
  const signature = await key.sign(pae(IN_TOTO_PAYLOAD_TYPE, payload));
  const timestamp = await options.timestampSource?.timestamp(signature);
  return {
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: {
      ...options.material,
      tlogEntries: [],
      ...(timestamp && {
        timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: timestamp.toString('base64') }] },
      }),
    },
    dsseEnvelope: {
      payload: Buffer.from(payload).toString('base64'),
      payloadType: IN_TOTO_PAYLOAD_TYPE,
      signatures: [{ sig: signature.toString('base64'), keyid: '' }],
    },
  };
}

/** Checks the envelope's signature with one public key. @throws MpkError `SIGNATURE_INVALID` */
export function verifyEnvelope(envelope: SignedBundle['envelope'], publicKey: KeyObject): void {
  const signed = pae(envelope.payloadType, envelope.payload);
  if (!verify(algorithmOf(publicKey).hash, signed, publicKey, envelope.signature)) {
    throw new MpkError('SIGNATURE_INVALID', 'the signature does not match the statement and the key');
  }
}

/**
 * As {@link verifyEnvelope}; a statement of model_signing 0.2 may also be signed as that version did with keys and certificates:
 * over an encoding of its own, and over SHA-256 whatever the curve.
 *
 * @throws MpkError `SIGNATURE_INVALID`
 */
export function verifyOmsEnvelope(envelope: SignedBundle['envelope'], publicKey: KeyObject): void {
  try {
    verifyEnvelope(envelope, publicKey);
  } catch (error) {
    const signed = legacyPae(envelope.payloadType, envelope.payload);
    const isEcdsa = publicKey.asymmetricKeyType === 'ec';
    if (signed && isEcdsa && verify('sha256', signed, publicKey, envelope.signature)) return;
    throw error;
  }
}

/** The refusal of a bundle that was signed by another method than the verifier's. */
export function otherMethod(bundle: SignedBundle, expected: string): MpkError {
  return new MpkError(
    'IDENTITY_MISMATCH',
    `the bundle was signed by ${METHODS[bundle.material.method]}, expected ${expected}`,
  );
}

const METHODS = { key: 'a key', certificate: 'a certificate', keyless: 'a Sigstore identity' } as const;
