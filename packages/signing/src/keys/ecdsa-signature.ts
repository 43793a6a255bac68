// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { derElement, derUnsigned } from '../der/writer.js';

const SEQUENCE = 0x30;

/**
 * An ECDSA signature with r and s side by side (IEEE P1363, as PKCS#11 and some KMS give it) as DER, as bundles carry it.
 *
 * @param halfBytes - size of r and of s: that of the curve's order
 * @throws MpkError `INPUT_MALFORMED` for any other length
 * @see https://www.rfc-editor.org/rfc/rfc3279 section 2.2.3
 */
export function derOfHalves(signature: Uint8Array, halfBytes: number): Buffer {
  if (signature.length !== 2 * halfBytes) {
    throw new MpkError('INPUT_MALFORMED', `the signature has ${signature.length} bytes, expected ${2 * halfBytes}`);
  }
  const [r, s] = [signature.subarray(0, halfBytes), signature.subarray(halfBytes)];
  return derElement(SEQUENCE, derUnsigned(r), derUnsigned(s));
}
