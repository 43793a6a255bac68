// SPDX-License-Identifier: Apache-2.0
import { X509Certificate, type KeyObject } from 'node:crypto';
import { MpkError, sha256Hex } from '@mpk/core';
import { pemBytes, readPem } from '../pem.js';
import { TAG, childrenOf, oidText, readDer } from '../der/reader.js';
import { integerBytes } from '../der/values.js';
import { distinguishedName } from './distinguished-name.js';
import { readExtensions, type CertificateExtensions } from './extensions.js';
import { assertKeyLimits } from './key-limits.js';
import { readValidity, type Validity } from './validity.js';

/** A parsed certificate. Nothing about it is trusted yet. */
export interface Certificate extends Validity {
  readonly x509: X509Certificate;
  readonly publicKey: KeyObject;
  readonly der: Buffer;
  /** `sha256:` + hex of the DER */
  readonly digest: string;
  /** canonical one-line text, see {@link distinguishedName} */
  readonly subject: string;
  readonly issuer: string;
  /** DER of the names, for chaining: RFC 5280 has a CA copy its own name byte for byte */
  readonly subjectDer: Buffer;
  readonly issuerDer: Buffer;
  /** content of the INTEGER */
  readonly serial: Buffer;
  /** OID of the algorithm that its issuer signed it with */
  readonly signatureAlgorithm: string;
  readonly extensions: CertificateExtensions;
}

/** [0] version, then [3] extensions: the explicit tags of a TBSCertificate. */
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;

/**
 * Parses a certificate: OpenSSL for the structure and the key, a strict reader for names, times and extensions.
 *
 * @param der - untrusted
 * @throws MpkError `INPUT_MALFORMED`; `INPUT_TOO_LARGE`, also for a key that would take long to verify with
 * @see https://www.rfc-editor.org/rfc/rfc5280 section 4.1
 */
export function parseCertificate(der: Buffer, what: string): Certificate {
  const [tbs, algorithm] = childrenOf(readDer(der, what), TAG.sequence, what);
  const fields = childrenOf(tbs, TAG.sequence, what);
  const [serial, , issuer, validity, subject] = fields[0]?.tag === VERSION ? fields.slice(1) : fields;
  if (issuer === undefined || subject === undefined) throw new MpkError('INPUT_MALFORMED', `${what} has no subject`);
  const extensions = fields.find((field) => field.tag === EXTENSIONS);
  const { x509, publicKey } = parseX509(der, what);
  assertKeyLimits(publicKey, what);
  return {
    x509,
    publicKey,
    der,
    digest: `sha256:${sha256Hex(der)}`,
    subject: distinguishedName(subject),
    issuer: distinguishedName(issuer),
    subjectDer: subject.raw,
    issuerDer: issuer.raw,
    serial: integerBytes(serial, what),
    ...readValidity(validity, what),
    signatureAlgorithm: oidText(childrenOf(algorithm, TAG.sequence, what)[0], what),
    extensions: readExtensions(extensions && readDer(extensions.content, what)),
  };
}

function parseX509(der: Buffer, what: string): Pick<Certificate, 'x509' | 'publicKey'> {
  try {
    const x509 = new X509Certificate(der);
    return { x509, publicKey: x509.publicKey };
  } catch (cause) {
    throw new MpkError('INPUT_MALFORMED', `${what} is not a certificate that can be read`, { cause });
  }
}

/** Limits for {@link readCertificates}. */
export interface CertificateFileLimits {
  readonly maxBytes: number;
  readonly maxCertificates: number;
  readonly what: string;
}

/**
 * Reads the certificates of a PEM text, in order; blocks of other kinds are refused.
 *
 * @throws MpkError `INPUT_MALFORMED`, also for a text without certificates; `INPUT_TOO_LARGE`
 */
export function readCertificates(pem: string | Uint8Array, limits: CertificateFileLimits): Certificate[] {
  const { what } = limits;
  const blocks = readPem(pem, limits);
  if (blocks.length === 0) throw new MpkError('INPUT_MALFORMED', `${what} has no PEM certificate`);
  if (blocks.length > limits.maxCertificates) {
    throw new MpkError(
      'INPUT_TOO_LARGE',
      `${what} has ${blocks.length} certificates, at most ${limits.maxCertificates} are read`,
    );
  }
  return blocks.map((block, index) => {
    if (block.label !== 'CERTIFICATE') {
      throw new MpkError('INPUT_MALFORMED', `${what} holds a ${block.label}, expected only CERTIFICATE blocks`);
    }
    return parseCertificate(pemBytes(block, what), `certificate ${index + 1} of ${what}`);
  });
}

/** Tells whether a certificate is issued by its own key. */
export const isSelfSigned = (certificate: Certificate): boolean =>
  certificate.subjectDer.equals(certificate.issuerDer) && isSignedBy(certificate, certificate);

/** Tells whether the issuer's key signed the certificate; names and rights are not looked at. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  try {
    return certificate.x509.verify(issuer.publicKey);
  } catch {
    // A key of another kind than the signature: not an error, not the issuer.
    return false;
  }
}
