// SPDX-License-Identifier: Apache-2.0
import { constants, createHash, verify } from 'node:crypto';
import { MpkError } from '@mpk/core';
import type { Certificate } from '../certificate/certificate.js';
import { DerFields } from '../der/fields.js';
import { TAG, oidText, readDer } from '../der/reader.js';
import { smallInteger } from '../der/values.js';
import { parseSignedData, type SignedData } from './signed-data.js';
import { parseTstInfo, type TstInfo } from './tst-info.js';

/** Largest timestamp; with three RSA certificates one has 6 KiB. */
export const MAX_TIMESTAMP_BYTES = 64 * 1024;

const WHAT = 'timestamp';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
/** PKIStatus: granted, granted with modifications. */
const GRANTED: readonly number[] = [0, 1];

/** A timestamp whose parts belong together. Who signed it is not checked yet. */
export interface TimestampToken {
  readonly tstInfo: TstInfo;
  readonly signedData: SignedData;
}

/**
 * Parses a TimeStampResp and checks what needs no trust: status, content types, and that the signed attributes speak of this
 * content.
 *
 * @param der - untrusted
 * @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`, `INPUT_UNSUPPORTED`; `TIMESTAMP_INVALID` for a refusal, or for
 * attributes that speak of something else
 * @see https://www.rfc-editor.org/rfc/rfc3161 section 2.4.2
 */
export function parseTimestampToken(der: Buffer): TimestampToken {
  if (der.length > MAX_TIMESTAMP_BYTES) {
    throw new MpkError('INPUT_TOO_LARGE', `timestamp has ${der.length} bytes, at most ${MAX_TIMESTAMP_BYTES} are read`);
  }
  const response = new DerFields(readDer(der, WHAT), WHAT);
  const status = smallInteger(new DerFields(response.take(), WHAT).take(), WHAT);
  if (!GRANTED.includes(status)) throw invalid(`is a refusal with status ${status}`);
  const signedData = parseSignedData(response.take());
  response.end();
  assertAttributes(signedData);
  return { tstInfo: parseTstInfo(signedData.content), signedData };
}

/** RFC 5652 section 5.3: what is signed are the attributes; they must name the content's type and digest. */
function assertAttributes({ contentType, content, signer }: SignedData): void {
  if (contentType !== TST_INFO) throw invalid('is signed data of another kind');
  const attribute = signer.attributes.get(CONTENT_TYPE);
  if (attribute === undefined || oidText(attribute, WHAT) !== TST_INFO) throw invalid('does not sign its content type');
  const messageDigest = signer.attributes.get(MESSAGE_DIGEST);
  const digest = createHash(signer.digestHash).update(content).digest();
  if (messageDigest?.tag !== TAG.octetString || !messageDigest.content.equals(digest)) {
    throw invalid('does not sign its content');
  }
}

/** Checks that a timestamp is over these bytes. @throws MpkError `TIMESTAMP_INVALID` */
export function assertImprint({ tstInfo }: TimestampToken, signature: Uint8Array): void {
  const imprint = createHash(tstInfo.hash).update(signature).digest();
  if (!imprint.equals(tstInfo.imprint)) throw invalid('is over another signature');
}

/** Checks a timestamp's own signature with the certificate of who is said to have made it. @throws MpkError `TIMESTAMP_INVALID` */
export function assertSignedBy({ signedData }: TimestampToken, { publicKey }: Certificate): void {
  const { scheme, signature, signedBytes } = signedData.signer;
  const padding = scheme.saltLength === undefined ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_PSS_PADDING;
  const key = scheme.keyType === 'ec' ? publicKey : { key: publicKey, padding, saltLength: scheme.saltLength };
  if (publicKey.asymmetricKeyType === scheme.keyType && verify(scheme.hash, signedBytes, key, signature)) return;
  throw invalid('is not signed with the key of its certificate');
}

const invalid = (problem: string): MpkError => new MpkError('TIMESTAMP_INVALID', `the timestamp ${problem}`);
