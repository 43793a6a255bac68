// SPDX-License-Identifier: Apache-2.0
import {
  MAX_CHAIN_CERTIFICATES,
  MpkError,
  asArray,
  asObject,
  asString,
  decodeBase64,
  type JsonObject,
} from '@mpk/core';
import { isSelfSigned, parseCertificate, type Certificate } from '../certificate/certificate.js';
import { readOnce } from '../read-once.js';
import { parseLogEntry, type LogEntry } from './log-entry.js';

/** Most log entries of one bundle. */
const MAX_ENTRIES = 32;
/** Sigstore's spelling of before v0.3: a chain, of which only the first certificate is used. */
const CHAIN_MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v0\.[12]\+json|\+json;version=0\.[12])$/;

/**
 * The certificate of a keyless bundle's signer, in the spelling of v0.3 or of before; undefined where the bundle was signed
 * by another method.
 *
 * @param json - a bundle, untrusted
 * @throws MpkError `INPUT_MALFORMED`, also for a chain that brings its own root
 * @see https://github.com/sigstore/protobuf-specs sigstore_bundle.proto, VerificationMaterial
 */
export const keylessLeaf = readOnce((json: JsonObject): Certificate | undefined => {
  const material = asObject(json['verificationMaterial'], 'bundle verificationMaterial');
  const { certificate, x509CertificateChain: chain, publicKey } = material;
  if (certificate !== undefined && chain === undefined && publicKey === undefined) return readCertificate(certificate);
  const isOldKeyless = CHAIN_MEDIA_TYPE.test(asString(json['mediaType'], 'bundle mediaType')) && hasEntries(material);
  if (chain === undefined || certificate !== undefined || publicKey !== undefined || !isOldKeyless) return undefined;
  const certificates = asArray(asObject(chain, 'x509CertificateChain')['certificates'], 'certificates');
  if (certificates.length > MAX_CHAIN_CERTIFICATES) throw new MpkError('INPUT_TOO_LARGE', 'the chain is too long');
  const [leaf, ...others] = certificates.map(readCertificate);
  if (leaf === undefined) throw new MpkError('INPUT_MALFORMED', 'the bundle has no certificate');
  if (others.some(isSelfSigned)) throw new MpkError('INPUT_MALFORMED', 'the bundle brings a root certificate');
  return leaf;
});

function readCertificate(value: unknown): Certificate {
  const rawBytes = asString(asObject(value, 'certificate')['rawBytes'], 'certificate rawBytes');
  return parseCertificate(decodeBase64(rawBytes, 'certificate rawBytes'), 'certificate');
}

const hasEntries = (material: JsonObject): boolean => asArray(material['tlogEntries'] ?? [], 'tlogEntries').length > 0;

/**
 * The log entries of a bundle, unverified.
 *
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE` over 32
 */
export function bundleLogEntries(json: JsonObject): readonly LogEntry[] {
  const material = asObject(json['verificationMaterial'], 'bundle verificationMaterial');
  const entries = asArray(material['tlogEntries'] ?? [], 'tlogEntries');
  if (entries.length > MAX_ENTRIES)
    throw new MpkError('INPUT_TOO_LARGE', `the bundle has more than ${MAX_ENTRIES} entries`);
  return entries.map(parseLogEntry);
}
