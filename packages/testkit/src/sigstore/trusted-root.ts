// SPDX-License-Identifier: Apache-2.0
import type { LogKey } from './log-key.ts';

const MS_PER_DAY = 24 * 60 * 60 * 1000;

/** What one local Sigstore is made of. Chains are DER, without or with their leaf first. */
export interface TrustedParts {
  readonly fulcioChain: readonly Uint8Array[];
  readonly certificateLog: LogKey;
  readonly transparencyLogs: readonly LogKey[];
  readonly timestampChains: readonly (readonly Uint8Array[])[];
}

/** Writes a Sigstore trusted root, valid from yesterday: clocks of the services may be set wrong by hours. */
export function trustedRootJson(url: string, parts: TrustedParts): string {
  const validFor = { start: new Date(Date.now() - MS_PER_DAY).toISOString() };
  const authority = (certificates: readonly Uint8Array[]): object => ({
    subject: { organization: 'local', commonName: 'sigstore' },
    uri: url,
    certChain: { certificates: certificates.map((der) => ({ rawBytes: base64(der) })) },
    validFor,
  });
  const log = ({ spki, keyDetails, logId }: LogKey): object => ({
    baseUrl: url,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: base64(spki), keyDetails, validFor },
    logId: { keyId: base64(logId) },
  });
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: parts.transparencyLogs.map(log),
    certificateAuthorities: [authority(parts.fulcioChain)],
    ctlogs: [log(parts.certificateLog)],
    timestampAuthorities: parts.timestampChains.map(authority),
  });
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
