// SPDX-License-Identifier: Apache-2.0
import { MpkError, isMpkError } from '@mpk/core';
import type { Certificate } from '../certificate/certificate.js';
import { verifyChain } from '../certificate/chain.js';
import { keyDigest } from '../keys/public-key.js';
import { verifyTimestamp, type ProvenTime } from '../timestamp/verify-timestamp.js';
import { verifyCertificateTimestamps } from './certificate-timestamps.js';
import type { LogEntry } from './log-entry.js';
import { isWithin } from './period.js';
import type { SignedContent } from './signed-content.js';
import type { Thresholds } from './thresholds.js';
import type { TrustMaterial } from './trust-material.js';
import { promisedTime, verifyEntries, type LoggedEntry } from './verify-entries.js';

/** What comes with a signature to prove that it was made in public, while its certificate was valid. */
export interface Evidence {
  readonly content: SignedContent;
  readonly entries: readonly LogEntry[];
  /** TimeStampResp, DER */
  readonly timestamps: readonly Buffer[];
}

/** What the evidence proves. */
export interface Proven {
  /** earliest first */
  readonly timestamps: readonly Date[];
  /** digests of keys and certificates, see `ProvenSigner.restsOn` */
  readonly restsOn: readonly string[];
}

type Chain = readonly Certificate[];

/**
 * Verifies the evidence for a keyless signature: its certificate was valid at every time that somebody trusted vouches for,
 * and is logged, as is the signature. What is there must verify, even where less of it would be enough.
 *
 * The signature itself and the signer's name are not looked at.
 *
 * @throws MpkError `CERTIFICATE_INVALID`, `LOG_ENTRY_INVALID`, `TIMESTAMP_INVALID`; `INPUT_MALFORMED`, `INPUT_TOO_LARGE`,
 * `INPUT_UNSUPPORTED` where something cannot be read
 * @see https://github.com/sigstore/architecture-docs client-spec.md section 4
 */
export function verifyEvidence(
  leaf: Certificate,
  evidence: Evidence,
  options: { readonly trust: TrustMaterial; readonly thresholds: Thresholds },
): Proven {
  const { trust, thresholds } = options;
  const { content, entries } = evidence;
  assertDistinct(evidence.timestamps);
  const stamped = evidence.timestamps.map((der) => verifyTimestamp(der, content.signature, trust.timestampAuthorities));
  const chains = verifyChains(leaf, [...stamped.map(({ time }) => time), ...entries.map(promisedTime)], trust);
  const logged = verifyEntries(entries, { content, verifier: { certificate: leaf.der }, logs: trust.logs });
  const times = [...stamped, ...logged.map(({ time }) => time).filter((time) => time !== undefined)];
  assertEnough(logged, times, thresholds);
  const promised = thresholds.certificateTimestamps === 0 ? [] : promisesFor(chains, trust, thresholds);
  const restsOn = [
    ...chains.flat().flatMap(({ digest, publicKey }) => [digest, keyDigest(publicKey)]),
    ...promised,
    ...logged.map(({ log }) => log.digest),
    ...times.flatMap((time) => time.restsOn),
  ];
  return {
    timestamps: times.map(({ time }) => time).sort((a, b) => a.getTime() - b.getTime()),
    restsOn: [...new Set(restsOn)],
  };
}

/**
 * Verifies that a certificate was issued by a trusted authority and is logged, before there is a time of signing.
 *
 * @throws MpkError `CERTIFICATE_INVALID`, `INPUT_MALFORMED`
 */
export function verifyIssued(
  leaf: Certificate,
  { trust, thresholds }: { readonly trust: TrustMaterial; readonly thresholds: Thresholds },
): void {
  const chain = chainAt(leaf, leaf.validFrom, trust);
  if (thresholds.certificateTimestamps > 0) promisesFor([chain], trust, thresholds);
}

function assertDistinct(timestamps: readonly Buffer[]): void {
  const distinct = new Set(timestamps.map((der) => der.toString('base64')));
  if (distinct.size < timestamps.length) throw new MpkError('TIMESTAMP_INVALID', 'the timestamp is there twice');
}

/**
 * The chains of a certificate at all these times. Comes before the logs are looked at: where all is foreign, that the
 * certificate is says more than that its log is. So some of the times are claims still.
 */
function verifyChains(leaf: Certificate, times: readonly (Date | undefined)[], trust: TrustMaterial): readonly Chain[] {
  const chains = times.filter((time) => time !== undefined).map((time) => chainAt(leaf, time, trust));
  if (chains.length > 0) return chains;
  throw new MpkError('TIMESTAMP_INVALID', 'no trusted log or authority vouches for the time of signing');
}

function chainAt(leaf: Certificate, time: Date, { authorities }: TrustMaterial): Chain {
  let refusal = new MpkError('CERTIFICATE_INVALID', 'no certificate authority was trusted when it was signed');
  for (const { anchors, intermediates, validFor } of authorities) {
    if (!isWithin(validFor, time)) continue;
    try {
      return verifyChain({ leaf, intermediates, anchors, now: time });
    } catch (error) {
      if (!isMpkError(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

function assertEnough(logged: readonly LoggedEntry[], times: readonly ProvenTime[], thresholds: Thresholds): void {
  for (const { log, time } of logged) {
    if (time !== undefined || times.some((proven) => isWithin(log.validFor, proven.time))) continue;
    throw new MpkError('LOG_ENTRY_INVALID', 'the transparency log was not trusted when it was signed');
  }
  const logs = new Set(logged.map(({ log }) => log.digest)).size;
  if (logs < thresholds.logEntries) {
    throw new MpkError('LOG_ENTRY_INVALID', `${logs} transparency logs hold it, expected ${thresholds.logEntries}`);
  }
  const sources = new Set(times.map(({ source }) => source)).size;
  if (sources < thresholds.timestamps) {
    throw new MpkError('TIMESTAMP_INVALID', `${sources} vouch for its time, expected ${thresholds.timestamps}`);
  }
}

/** Digests of the certificate logs that promised to hold the certificate. */
function promisesFor(chains: readonly Chain[], trust: TrustMaterial, thresholds: Thresholds): readonly string[] {
  const [leaf, issuer] = chains[0] ?? [];
  if (leaf === undefined || issuer === undefined) throw new MpkError('INTERNAL', 'a chain without an issuer');
  const logs = new Set(
    [...verifyCertificateTimestamps(leaf, issuer, trust.certificateLogs)].map(({ digest }) => digest),
  );
  if (logs.size >= thresholds.certificateTimestamps) return [...logs];
  const expected = thresholds.certificateTimestamps;
  throw new MpkError('CERTIFICATE_INVALID', `${logs.size} logs promise to hold the certificate, expected ${expected}`);
}
