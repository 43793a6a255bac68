// SPDX-License-Identifier: Apache-2.0
import { MAX_CHAIN_CERTIFICATES, MpkError, type BundleSigner } from '@mpk/core';
import { signBundle } from '../envelope.js';
import { keyHandleOf, type KeySource } from '../keys/key-handle.js';
import { keyDigest } from '../keys/public-key.js';
import type { TimestampSource } from '../timestamp/timestamp-source.js';
import { isSelfSigned, isSignedBy, readCertificates, type Certificate } from './certificate.js';
import { leafProblem, timeProblem } from './rights.js';

/** Largest file with the signer's certificates. */
export const MAX_CHAIN_FILE_BYTES = 256 * 1024;

/** A private key with the certificates that vouch for it. */
export type CertificateSignerOptions = KeySource & {
  /** PEM, the signer's own certificate first, then each one's issuer; a self-signed root at the end is left out */
  readonly certificatesPem: string | Uint8Array;
  readonly timestampSource?: TimestampSource;
  /** the clock, for tests */
  readonly now?: Date;
};

/**
 * Signs with a private key and an X.509 certificate: OMS method `certificate`.
 *
 * The certificate is checked each time it signs: it must be valid at that moment and allowed to sign.
 *
 * @throws MpkError `KEY_INVALID` where the key cannot be read or is not the certificate's; `INPUT_MALFORMED`,
 * `INPUT_TOO_LARGE`; `CERTIFICATE_INVALID` for a certificate that is out of time, not for signing, or out of order
 */
export function createCertificateSigner(options: CertificateSignerOptions): BundleSigner {
  const handle = keyHandleOf(options);
  const [leaf, ...issuers] = readCertificates(options.certificatesPem, {
    maxBytes: MAX_CHAIN_FILE_BYTES,
    maxCertificates: MAX_CHAIN_CERTIFICATES,
    what: 'the certificate file',
  });
  if (leaf === undefined) throw new MpkError('INPUT_MALFORMED', 'the certificate file has no certificate');
  if (keyDigest(leaf.publicKey) !== keyDigest(handle.publicKey)) {
    throw new MpkError('KEY_INVALID', `the private key is not that of the first certificate, ${quote(leaf)}`);
  }
  assertOrdered([leaf, ...issuers]);
  assertMaySign(leaf, options.now ?? new Date());
  const chain = [leaf, ...issuers.filter((issuer) => !isSelfSigned(issuer))];
  const certificates = chain.map(({ der }) => ({ rawBytes: der.toString('base64') }));
  const material = { x509CertificateChain: { certificates } };
  return {
    // async: a certificate that has expired meanwhile must reject, not throw
    sign: async (payload) => {
      assertMaySign(leaf, options.now ?? new Date());
      return signBundle(payload, handle, { material, timestampSource: options.timestampSource });
    },
  };
}

function assertOrdered(chain: readonly Certificate[]): void {
  for (const [index, issuer] of chain.slice(1).entries()) {
    const child = chain[index];
    if (child === undefined || isSignedBy(child, issuer)) continue;
    throw new MpkError('CERTIFICATE_INVALID', `${quote(child)} is not issued by ${quote(issuer)}, which follows it`, {
      hint: "put the signer's certificate first and each issuer after it",
    });
  }
}

function assertMaySign(leaf: Certificate, now: Date): void {
  const problem = timeProblem(leaf, now) ?? leafProblem(leaf);
  if (problem !== undefined) throw new MpkError('CERTIFICATE_INVALID', `the certificate of ${quote(leaf)} ${problem}`);
}

const quote = (certificate: Certificate): string => JSON.stringify(certificate.subject);
