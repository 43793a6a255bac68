// SPDX-License-Identifier: Apache-2.0
import { TAG } from '../der/reader.js';
import { derElement, derInteger, derOid } from '../der/writer.js';
import { hashOid, type TimestampHash } from './algorithms.js';

/** What to ask a timestamp authority. */
export interface TimestampRequest {
  readonly hash: TimestampHash;
  /** digest of what is timestamped */
  readonly imprint: Uint8Array;
  /** content of a positive INTEGER; the answer must repeat it */
  readonly nonce: Uint8Array;
}

const VERSION = 1;
const TRUE = 0xff;

/**
 * Writes a TimeStampReq that asks for the authority's certificate as well.
 *
 * @returns DER
 * @see https://www.rfc-editor.org/rfc/rfc3161 section 2.4.1
 */
export function encodeTimestampRequest({ hash, imprint, nonce }: TimestampRequest): Buffer {
  const algorithm = derElement(TAG.sequence, derOid(hashOid(hash)), derElement(TAG.null));
  return derElement(
    TAG.sequence,
    derInteger(VERSION),
    derElement(TAG.sequence, algorithm, derElement(TAG.octetString, imprint)),
    derElement(TAG.integer, nonce),
    derElement(TAG.boolean, Buffer.from([TRUE])),
  );
}
