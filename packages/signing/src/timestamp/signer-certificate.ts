// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { MpkError } from '@mpk/core';
import type { Certificate } from '../certificate/certificate.js';
import { EXTENSION } from '../certificate/extensions.js';
import { DerFields } from '../der/fields.js';
import { TAG, assertTag, childrenOf, readDer, type DerElement } from '../der/reader.js';
import { hashOf } from './algorithms.js';
import type { SignerId, SignerInfo } from './signed-data.js';

const WHAT = 'timestamp';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

/**
 * The certificate, of those given, that a timestamp says it was signed with. No signature is checked here.
 *
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_UNSUPPORTED`
 */
export const findSignerCertificate = (
  signer: SignerInfo,
  candidates: readonly Certificate[],
): Certificate | undefined => candidates.find((one) => isNamedBy(one, signer.id) && isNamedByAttributes(one, signer));

function isNamedBy(certificate: Certificate, id: SignerId): boolean {
  if ('issuerDer' in id) return certificate.issuerDer.equals(id.issuerDer) && certificate.serial.equals(id.serial);
  const value = certificate.extensions.values.get(EXTENSION.subjectKeyIdentifier);
  return value !== undefined && assertTag(readDer(value, WHAT), TAG.octetString, WHAT).content.equals(id.subjectKeyId);
}

/** RFC 5035: the signed attributes name the certificate by digest, so that nobody can put another in its place. */
function isNamedByAttributes({ der }: Certificate, { attributes }: SignerInfo): boolean {
  const v1 = attributes.get(SIGNING_CERTIFICATE);
  const v2 = attributes.get(SIGNING_CERTIFICATE_V2);
  if (v1 !== undefined && !essDigest(v1, 'sha1').equals(createHash('sha1').update(der).digest())) return false;
  if (v2 === undefined) return true;
  const hash = essHash(v2);
  return essDigest(v2, hash).equals(createHash(hash).update(der).digest());
}

/** The first ESSCertID is the signer's own. */
function firstId(attribute: DerElement): DerElement {
  const certificates = new DerFields(attribute, WHAT).take();
  const [first] = childrenOf(certificates, TAG.sequence, WHAT);
  if (first === undefined) throw new MpkError('INPUT_MALFORMED', 'timestamp names no signing certificate');
  return first;
}

function essHash(attribute: DerElement): string {
  const algorithm = new DerFields(firstId(attribute), WHAT).takeOptional(TAG.sequence);
  return algorithm === undefined ? 'sha256' : hashOf(algorithm, WHAT);
}

function essDigest(attribute: DerElement, hash: string): Buffer {
  const fields = new DerFields(firstId(attribute), WHAT);
  if (hash !== 'sha1') fields.takeOptional(TAG.sequence);
  return fields.take(TAG.octetString).content;
}
