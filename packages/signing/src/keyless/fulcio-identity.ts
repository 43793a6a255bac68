// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { alternativeNames, printableAscii } from '../certificate/alternative-names.js';
import type { Certificate } from '../certificate/certificate.js';
import { TAG, assertTag, readDer } from '../der/reader.js';

/** Fulcio's extensions for the OpenID Connect issuer: the first is raw text and deprecated, the second UTF8String. */
const ISSUER_V1 = '1.3.6.1.4.1.57264.1.1';
const ISSUER_V2 = '1.3.6.1.4.1.57264.1.8';

/** Whom Fulcio says the signer is. */
export interface FulcioIdentity {
  readonly identity: string;
  readonly issuer: string;
}

/**
 * Reads the identity out of a Fulcio certificate.
 *
 * @throws MpkError `CERTIFICATE_INVALID` where it does not have exactly one name and an issuer; `INPUT_MALFORMED`
 * @see https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
 */
export function readFulcioIdentity(certificate: Certificate): FulcioIdentity {
  const names = alternativeNames(certificate);
  const [identity] = names;
  if (identity === undefined || names.length > 1) {
    throw new MpkError('CERTIFICATE_INVALID', `the certificate has ${names.length} identities, expected exactly 1`);
  }
  return { identity, issuer: readIssuer(certificate) };
}

function readIssuer({ extensions }: Certificate): string {
  const v2 = extensions.values.get(ISSUER_V2);
  if (v2 !== undefined) {
    return printableAscii(assertTag(readDer(v2, 'issuer'), TAG.utf8String, 'issuer').content, 'issuer');
  }
  const v1 = extensions.values.get(ISSUER_V1);
  if (v1 === undefined) throw new MpkError('CERTIFICATE_INVALID', 'the certificate names no issuer');
  return printableAscii(v1, 'issuer');
}
