// SPDX-License-Identifier: Apache-2.0
import type { SignedEntity, VerificationPolicy } from '@sigstore/verify';
import { MpkError, isMpkError, type SignedBundle } from '@mpk/core';
import type { Certificate } from '../certificate/certificate.js';
import type { FulcioIdentity } from './fulcio-identity.js';
import { parseTrustedRoot } from './trusted-root.js';
import { refusal } from './verification-error.js';

/** Log entries and certificate timestamps that a keyless signature needs. */
const THRESHOLDS = { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 };

/** Sigstore's verification over one trusted root. The only door to `@sigstore/verify` and `@sigstore/bundle`. */
export interface SigstoreVerification {
  /**
   * Verifies signature, certificate, certificate log, transparency log, timestamps and identity.
   *
   * @returns the times that a log or authority vouches for
   * @throws MpkError `SIGNATURE_INVALID`, `CERTIFICATE_INVALID`, `LOG_ENTRY_INVALID`, `IDENTITY_MISMATCH`, `INPUT_MALFORMED`
   */
  verify(bundle: SignedBundle, leaf: Certificate, expected: FulcioIdentity): Date[];
}

/**
 * Loads the verifier; nothing here touches the network.
 *
 * @param trustedRoot - bytes of a trusted root file
 * @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`, `POLICY_INVALID`
 */
export async function loadSigstore(trustedRoot: Uint8Array): Promise<SigstoreVerification> {
  const root = parseTrustedRoot(trustedRoot);
  const [{ TrustedRoot }, { Verifier, toSignedEntity, toTrustMaterial }, { bundleFromJSON }] = await Promise.all([
    import('@sigstore/protobuf-specs'),
    import('@sigstore/verify'),
    import('@sigstore/bundle'),
  ]);
  const verifier = orMalformed('the trusted root', () => {
    return new Verifier(toTrustMaterial(TrustedRoot.fromJSON(root)), THRESHOLDS);
  });
  return {
    verify: (bundle, leaf, expected) => {
      const entity = orMalformed('the bundle', () => toSignedEntity(bundleFromJSON(bundleOf(bundle, leaf))));
      // First, because the library looks at the log first, and a changed payload then reads as a wrong log entry.
      if (!entity.signature.verifySignature(leaf.publicKey)) {
        throw new MpkError('SIGNATURE_INVALID', 'the signature does not match the statement and the certificate');
      }
      try {
        verifier.verify(entity, policyFor(expected));
      } catch (error) {
        throw refusal(error);
      }
      return trustedTimes(entity);
    },
  };
}

/**
 * The bundle as the library reads it, made of what core has read, so that both speak of the same bytes.
 *
 * The library prefers a `messageSignature` beside the envelope, which core does not look at.
 */
function bundleOf(bundle: SignedBundle, leaf: Certificate): unknown {
  const { envelope, json } = bundle;
  const material = json['verificationMaterial'] as Record<string, unknown>;
  return {
    mediaType: json['mediaType'],
    verificationMaterial: {
      certificate: { rawBytes: leaf.der.toString('base64') },
      tlogEntries: material['tlogEntries'],
      timestampVerificationData: material['timestampVerificationData'],
    },
    dsseEnvelope: {
      payload: envelope.payload.toString('base64'),
      payloadType: envelope.payloadType,
      signatures: [{ sig: envelope.signature.toString('base64'), keyid: '' }],
    },
  };
}

/** The library takes a name as an unanchored regular expression: it is given one that matches one text only. */
const policyFor = ({ identity, issuer }: FulcioIdentity): VerificationPolicy => ({
  subjectAlternativeName: `^${identity.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}$`,
  extensions: { issuer },
});

/** Only after verification: then every promise is signed by a trusted log, and every timestamp by a trusted authority. */
function trustedTimes(entity: SignedEntity): Date[] {
  return entity.timestamps.flatMap((timestamp) => {
    if (timestamp.$case === 'timestamp-authority') return [timestamp.timestamp.signingTime];
    const { inclusionPromise, integratedTime } = timestamp.tlogEntry;
    return inclusionPromise === undefined ? [] : [new Date(Number(integratedTime) * 1000)];
  });
}

function orMalformed<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    if (isMpkError(cause)) throw cause;
    throw new MpkError('INPUT_MALFORMED', `${what} has Sigstore material that cannot be read`, { cause });
  }
}
