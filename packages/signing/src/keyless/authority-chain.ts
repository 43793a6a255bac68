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
import { parseCertificate, type Certificate } from '../certificate/certificate.js';

/**
 * The certificates of one authority of a trusted root, as they stand there: each one's issuer after it.
 *
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE`
 */
export function readAuthorityChain(authority: JsonObject, what: string): readonly Certificate[] {
  const certChain = asObject(authority['certChain'] ?? {}, `${what} certChain`);
  const certificates = asArray(certChain['certificates'] ?? [], `${what} certificates`);
  if (certificates.length > MAX_CHAIN_CERTIFICATES) {
    throw new MpkError('INPUT_TOO_LARGE', `${what} has more than ${MAX_CHAIN_CERTIFICATES} certificates`);
  }
  return certificates.map((certificate) => {
    const rawBytes = asString(asObject(certificate, `${what} certificate`)['rawBytes'], `${what} rawBytes`);
    return parseCertificate(decodeBase64(rawBytes, `${what} rawBytes`), `certificate of a ${what}`);
  });
}
