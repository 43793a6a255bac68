// SPDX-License-Identifier: Apache-2.0
// The only door to Sigstore's own libraries. Loaded where a second opinion is asked for, and nowhere else.
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { Verifier, toSignedEntity, toTrustMaterial } from '@sigstore/verify';
import { MpkError, type ErrorCode, type SignedBundle } from '@mpk/core';
import type { KeylessVerifierOptions } from './keyless-verifier.js';
import { readThresholds } from './thresholds.js';
import { parseTrustedRoot } from './trusted-root.js';

/** Codes of `@sigstore/verify` -> ours. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  SIGNATURE_ERROR: 'SIGNATURE_INVALID',
  CERTIFICATE_ERROR: 'CERTIFICATE_INVALID',
  TLOG_ERROR: 'LOG_ENTRY_INVALID',
  TLOG_BODY_ERROR: 'LOG_ENTRY_INVALID',
  TLOG_INCLUSION_PROOF_ERROR: 'LOG_ENTRY_INVALID',
  TLOG_INCLUSION_PROMISE_ERROR: 'LOG_ENTRY_INVALID',
  TLOG_MISSING_INCLUSION_ERROR: 'LOG_ENTRY_INVALID',
  TIMESTAMP_ERROR: 'TIMESTAMP_INVALID',
};

/**
 * Makes a question to the library: does a keyless bundle verify under this root?
 *
 * @returns throws what the library's refusal means. Its own message is only in the cause: it can quote the bundle
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE`, `POLICY_INVALID`
 */
export function askSigstore({
  trustedRoot,
  thresholds: stated,
}: Pick<KeylessVerifierOptions, 'trustedRoot' | 'thresholds'>): (bundle: SignedBundle) => void {
  const root = parseTrustedRoot(trustedRoot);
  const { logEntries, certificateTimestamps, timestamps } = readThresholds(stated);
  const verifier = read('the trusted root', () => {
    const material = toTrustMaterial(TrustedRoot.fromJSON(root));
    const thresholds = {
      tlogThreshold: logEntries,
      ctlogThreshold: certificateTimestamps,
      timestampThreshold: timestamps,
    };
    return new Verifier(material, thresholds);
  });
  return (bundle) => {
    const entity = read('the bundle', () => toSignedEntity(bundleFromJSON(asRead(bundle))));
    try {
      verifier.verify(entity);
    } catch (cause) {
      throw refusal(cause);
    }
  };
}

/** The bundle made of what core has read, so that both speak of the same bytes. */
function asRead({ envelope, json, material }: SignedBundle): unknown {
  const { tlogEntries, timestampVerificationData } = json['verificationMaterial'] as Record<string, unknown>;
  if (material.method !== 'keyless')
    throw new MpkError('IDENTITY_MISMATCH', 'the bundle was not signed by a Sigstore identity');
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      certificate: { rawBytes: Buffer.from(material.leaf).toString('base64') },
      tlogEntries,
      timestampVerificationData,
    },
    dsseEnvelope: {
      payload: Buffer.from(envelope.payload).toString('base64'),
      payloadType: envelope.payloadType,
      signatures: [{ sig: Buffer.from(envelope.signature).toString('base64'), keyid: '' }],
    },
  };
}

function read<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw new MpkError('INPUT_MALFORMED', `Sigstore's own library cannot read ${what}`, { cause });
  }
}

function refusal(cause: unknown): MpkError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const known = Object.hasOwn(CODES, code) ? CODES[code] : undefined;
  return new MpkError(
    known ?? 'INPUT_MALFORMED',
    `Sigstore's own library does not accept it (${known ?? 'unexpected failure'})`,
    {
      cause,
      hint: 'find out why, or leave out secondOpinion in the policy',
    },
  );
}
