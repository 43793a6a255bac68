// SPDX-License-Identifier: Apache-2.0
import { MpkError, isMpkError } from '@mpk/core';
import { parseCertificate, type Certificate } from '../certificate/certificate.js';
import { verifyChain } from '../certificate/chain.js';
import { TIME_STAMPING } from '../certificate/rights.js';
import { keyDigest } from '../keys/public-key.js';
import { isWithin } from '../keyless/period.js';
import { findSignerCertificate } from './signer-certificate.js';
import type { TimestampAuthority } from './timestamp-authorities.js';
import { assertImprint, assertSignedBy, parseTimestampToken, type TimestampToken } from './timestamp-token.js';

/** A time that somebody trusted vouches for. */
export interface ProvenTime {
  readonly time: Date;
  /** digests of the keys and certificates that vouch for it; see `ProvenSigner.restsOn` */
  readonly restsOn: readonly string[];
  /** digest of the key that vouches: two times count as two only where this differs */
  readonly source: string;
}

/**
 * Verifies an RFC 3161 timestamp over a signature: made by a trusted authority, whose certificates were all valid at that
 * time and are for time stamping.
 *
 * The time is the authority's word to the second; its accuracy is not looked at. Certificates may have expired since.
 *
 * @param der - TimeStampResp, untrusted
 * @param signature - what must have been timestamped
 * @throws MpkError `TIMESTAMP_INVALID`; `INPUT_MALFORMED`, `INPUT_TOO_LARGE`, `INPUT_UNSUPPORTED` where it cannot be read
 * @see https://www.rfc-editor.org/rfc/rfc3161
 */
export function verifyTimestamp(
  der: Buffer,
  signature: Uint8Array,
  authorities: readonly TimestampAuthority[],
): ProvenTime {
  const token = parseTimestampToken(der);
  assertImprint(token, signature);
  const embedded = token.signedData.certificates.map((one) => parseCertificate(one, 'certificate of a timestamp'));
  let refusal = invalid('is not from a trusted authority');
  for (const authority of authorities) {
    const leaf = signerOf(authority, token, embedded);
    if (leaf === undefined) continue;
    try {
      return proveBy(authority, token, leaf, embedded);
    } catch (error) {
      if (!isMpkError(error)) throw error;
      refusal = invalid(`is not from a trusted authority: ${error.message}`);
    }
  }
  throw refusal;
}

function signerOf(
  authority: TimestampAuthority,
  { signedData }: TimestampToken,
  embedded: readonly Certificate[],
): Certificate | undefined {
  const candidates = authority.onlySigners ? authority.signers : [...authority.signers, ...embedded];
  return findSignerCertificate(signedData.signer, candidates);
}

function proveBy(
  authority: TimestampAuthority,
  token: TimestampToken,
  leaf: Certificate,
  embedded: readonly Certificate[],
): ProvenTime {
  const { time } = token.tstInfo;
  if (!isWithin(authority.validFor, time)) throw invalid('is from outside the time that the authority is trusted for');
  const intermediates = [...authority.intermediates, ...embedded];
  const chain = verifyChain({ leaf, intermediates, anchors: authority.anchors, now: time, purpose: TIME_STAMPING });
  assertSignedBy(token, leaf);
  const restsOn = chain.flatMap(({ digest, publicKey }) => [digest, keyDigest(publicKey)]);
  return { time, restsOn, source: keyDigest(leaf.publicKey) };
}

const invalid = (problem: string): MpkError => new MpkError('TIMESTAMP_INVALID', `the timestamp ${problem}`);
