// SPDX-License-Identifier: Apache-2.0
import { MpkError, type JsonObject } from '@mpk/core';
import { readCertificates, type Certificate } from '../certificate/certificate.js';
import { readAuthorityChain } from '../keyless/authority-chain.js';
import { readPeriod, type Period } from '../keyless/period.js';
import { instancesOf, parseTrustedRoot } from '../keyless/trusted-root.js';

/** Largest file with authorities: an operating system's set has a few hundred KiB. */
const MAX_AUTHORITIES_BYTES = 2 * 1024 * 1024;
const MAX_AUTHORITIES = 512;

/** Who is trusted to say what time it is. */
export interface TimestampAuthority {
  /** trusted; a chain must end here */
  readonly anchors: readonly Certificate[];
  /** may be part of a chain */
  readonly intermediates: readonly Certificate[];
  /** certificates that sign timestamps, for those that do not bring their own */
  readonly signers: readonly Certificate[];
  /** nobody but {@link signers} may sign */
  readonly onlySigners: boolean;
  /** times that it is believed */
  readonly validFor: Period;
}

/** Where the authorities are read from: a Sigstore trusted root, or certificates in PEM. */
export type TimestampTrust =
  | { readonly trustedRoot: Uint8Array }
  /** authorities, and perhaps certificates that sign timestamps themselves */
  | { readonly caPem: string | Uint8Array };

/**
 * Reads the timestamp authorities that are trusted.
 *
 * @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`; `POLICY_INVALID` where there are none
 */
export function readTimestampAuthorities(trust: TimestampTrust): readonly TimestampAuthority[] {
  const authorities =
    'caPem' in trust ? [fromPem(trust.caPem)] : fromTrustedRoot(parseTrustedRoot(trust.trustedRoot, []));
  if (authorities.some(({ anchors }) => anchors.length > 0)) return authorities;
  throw new MpkError('POLICY_INVALID', 'there is no timestamp authority to trust');
}

function fromPem(caPem: string | Uint8Array): TimestampAuthority {
  const limits = { maxBytes: MAX_AUTHORITIES_BYTES, maxCertificates: MAX_AUTHORITIES };
  const certificates = readCertificates(caPem, { ...limits, what: 'the timestamp authorities file' });
  return {
    anchors: certificates.filter(isCa),
    intermediates: [],
    signers: certificates.filter((one) => !isCa(one)),
    onlySigners: false,
    validFor: {},
  };
}

/** The authorities of a trusted root, which was parsed. @throws MpkError `INPUT_MALFORMED` */
export function fromTrustedRoot(root: JsonObject): readonly TimestampAuthority[] {
  return instancesOf(root, 'timestampAuthorities').map((authority) => {
    const certificates = readAuthorityChain(authority, 'timestamp authority');
    const authorities = certificates.filter(isCa);
    const signers = certificates.filter((one) => !isCa(one));
    return {
      anchors: authorities.slice(-1),
      intermediates: authorities.slice(0, -1),
      signers,
      // A root that names the signer means that one, not whomever its authority certifies next.
      onlySigners: signers.length > 0,
      validFor: readPeriod(authority['validFor'], 'timestamp authority'),
    };
  });
}

const isCa = ({ extensions }: Certificate): boolean => extensions.basicConstraints?.isCa === true;
