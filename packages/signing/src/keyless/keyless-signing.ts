// SPDX-License-Identifier: Apache-2.0
import { BUNDLE_MEDIA_TYPE, IN_TOTO_PAYLOAD_TYPE, MpkError, pae, type BundleJson } from '@mpk/core';
import type { Certificate } from '../certificate/certificate.js';
import { timeProblem } from '../certificate/rights.js';
import { createTimestampSource } from '../timestamp/timestamp-client.js';
import type { TimestampSource } from '../timestamp/timestamp-source.js';
import { parseTimestampToken } from '../timestamp/timestamp-token.js';
import { createEphemeralKey } from './ephemeral-key.js';
import { requestCertificate } from './fulcio-client.js';
import type { KeylessSignerOptions } from './keyless-signer.js';
import type { CreatedEntry, LogRequest } from './rekor-client.js';
import { createEntryV1 } from './rekor-v1-client.js';
import { createEntryV2 } from './rekor-v2-client.js';
import type { Patience } from './service-client.js';
import { envelopeContent } from './signed-content.js';
import type { SigningServices } from './signing-services.js';
import type { SigningTrust } from './signing-trust.js';
import type { Thresholds } from './thresholds.js';
import { readTokenIdentity, type TokenIdentity } from './token-identity.js';
import { promisedTime } from './verify-entries.js';

const CREATE_ENTRY = { 1: createEntryV1, 2: createEntryV2 } as const;

/** What signing needs besides services and payload. */
export interface Signing {
  readonly token: string;
  readonly thresholds: Thresholds;
  readonly options: KeylessSignerOptions;
}

/** See `createKeylessSigner`. */
export async function signKeyless(
  services: SigningServices,
  payload: Uint8Array,
  signing: Signing,
): Promise<BundleJson> {
  const { token, thresholds, options } = signing;
  const identity = expectedIdentity(readTokenIdentity(token), options.expected);
  const trust = await trustOf(options.trustedRoot, thresholds);
  const key = createEphemeralKey();
  const needsTimestamp = thresholds.certificateTimestamps > 0;
  const leaf = await requestCertificate(services.fulcio, { token, identity, key, needsTimestamp }, options);
  trust?.certificate(leaf);
  const payloadType = IN_TOTO_PAYLOAD_TYPE;
  const signature = await key.sign(pae(payloadType, payload));
  // The logs come last: what they hold stays there, also when another service then fails.
  const timestamps = await Promise.all(sourcesOf(services, options).map((source) => source.timestamp(signature)));
  for (const timestamp of timestamps) {
    assertInTime(leaf, parseTimestampToken(timestamp).tstInfo.time);
    trust?.timestamp(timestamp, signature);
  }
  const content = envelopeContent({ payload: Buffer.from(payload), payloadType, signature });
  const entries = await logAll(services, { payload, payloadType, content, leaf }, options);
  const bundle = bundleOf({ payload, signature, leaf, entries, timestamps });
  await trust?.bundle(bundle, leaf);
  return bundle;
}

async function trustOf(trustedRoot: Uint8Array | undefined, thresholds: Thresholds): Promise<SigningTrust | undefined> {
  if (trustedRoot === undefined) return undefined;
  const { readSigningTrust } = await import('./signing-trust.js');
  return readSigningTrust(trustedRoot, thresholds);
}

/** Sigstore's authority takes RFC 3161 requests too, so that one protocol is enough. */
const sourcesOf = (services: SigningServices, patience: Patience): readonly TimestampSource[] => [
  ...services.timestampUrls.map(({ href }) => createTimestampSource({ ...patience, url: href })),
  ...services.timestampSources,
];

async function logAll(services: SigningServices, request: LogRequest, patience: Patience): Promise<CreatedEntry[]> {
  const entries = await Promise.all(
    services.logs.map(({ url, version }) => CREATE_ENTRY[version](url, request, patience)),
  );
  for (const { entry } of entries) {
    const time = promisedTime(entry);
    if (time !== undefined) assertInTime(request.leaf, time);
  }
  return entries;
}

/** Verifiers compare these times with the certificate, not with their own clocks. */
function assertInTime(leaf: Certificate, time: Date): void {
  if (timeProblem(leaf, time) === undefined) return;
  const period = `${leaf.validFrom.toISOString()} to ${leaf.validTo.toISOString()}`;
  throw new MpkError(
    'NETWORK_REFUSED',
    `a service dates the signature ${time.toISOString()}, its certificate ${period}`,
    {
      hint: 'the clocks of the services differ, or one was very slow: try again, then tell who runs them',
    },
  );
}

interface BundleParts {
  readonly payload: Uint8Array;
  readonly signature: Buffer;
  readonly leaf: Certificate;
  readonly entries: readonly CreatedEntry[];
  readonly timestamps: readonly Buffer[];
}

function bundleOf({ payload, signature, leaf, entries, timestamps }: BundleParts): BundleJson {
  const rfc3161Timestamps = timestamps.map((der) => ({ signedTimestamp: der.toString('base64') }));
  return {
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: {
      certificate: { rawBytes: leaf.der.toString('base64') },
      tlogEntries: entries.map(({ json }) => json),
      ...(timestamps.length > 0 && { timestampVerificationData: { rfc3161Timestamps } }),
    },
    dsseEnvelope: {
      payload: Buffer.from(payload).toString('base64'),
      payloadType: IN_TOTO_PAYLOAD_TYPE,
      signatures: [{ sig: signature.toString('base64'), keyid: '' }],
    },
  };
}

/** What somebody states counts more than what the claims allow. */
const expectedIdentity = (claimed: TokenIdentity, stated: KeylessSignerOptions['expected'] = {}): TokenIdentity => ({
  challenge: claimed.challenge,
  identities: stated.identity === undefined ? claimed.identities : [stated.identity],
  issuers: stated.issuer === undefined ? claimed.issuers : [stated.issuer],
});
