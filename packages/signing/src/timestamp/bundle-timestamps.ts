// SPDX-License-Identifier: Apache-2.0
import { MpkError, asArray, asObject, asString, decodeBase64, type BundleJson } from '@mpk/core';

/** Most timestamps of one bundle: each can cost dozens of signature checks. */
const MAX_TIMESTAMPS = 16;

/**
 * The timestamps that a bundle carries: TimeStampResp in DER, unverified.
 *
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE` over 32
 */
export function bundleTimestamps(bundle: BundleJson): readonly Buffer[] {
  const material = asObject(bundle['verificationMaterial'], 'bundle verificationMaterial');
  const data = asObject(material['timestampVerificationData'] ?? {}, 'timestampVerificationData');
  const timestamps = asArray(data['rfc3161Timestamps'] ?? [], 'rfc3161Timestamps');
  if (timestamps.length > MAX_TIMESTAMPS) throw new MpkError('INPUT_TOO_LARGE', 'the bundle has too many timestamps');
  return timestamps.map((item) => {
    const { signedTimestamp } = asObject(item, 'rfc3161Timestamps item');
    return decodeBase64(asString(signedTimestamp, 'signedTimestamp'), 'signedTimestamp');
  });
}
