// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/** The keys and certificates of one local Sigstore: SPKI and DER. */
export interface TrustedParts {
  readonly fulcio: Uint8Array;
  readonly certificateLog: Uint8Array;
  readonly transparencyLog: Uint8Array;
  /** leaf first */
  readonly timestampChain: readonly Uint8Array[];
}

/** Writes a Sigstore trusted root, valid from a minute ago. */
export function trustedRootJson(url: string, parts: TrustedParts): string {
  const validFor = { start: new Date(Date.now() - 60_000).toISOString() };
  const authority = (certificates: readonly Uint8Array[]): object => ({
    subject: { organization: 'local', commonName: 'sigstore' },
    uri: url,
    certChain: { certificates: certificates.map((der) => ({ rawBytes: base64(der) })) },
    validFor,
  });
  const log = (spki: Uint8Array): object => ({
    baseUrl: url,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: base64(spki), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
    logId: { keyId: createHash('sha256').update(spki).digest('base64') },
  });
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [log(parts.transparencyLog)],
    certificateAuthorities: [authority([parts.fulcio])],
    ctlogs: [log(parts.certificateLog)],
    timestampAuthorities: [authority(parts.timestampChain)],
  });
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
