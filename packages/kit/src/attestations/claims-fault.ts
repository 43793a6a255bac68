// SPDX-License-Identifier: Apache-2.0
import { CLAIMS_NAME, MAX_CLAIMS_BYTES, isMpkError, parseClaim, splitClaims } from '@mpk/core';

/**
 * Says why a file by the name of claims is none, so that it counts as a file of the model: for whoever hears that this file is
 * not signed.
 *
 * @param bytes - untrusted; undefined for a file that is too large to be read as claims
 */
export function claimsFault(bytes: Uint8Array | undefined): string {
  const fault = bytes === undefined ? `it has more than the ${MAX_CLAIMS_BYTES} bytes of claims` : faultOf(bytes);
  return `${CLAIMS_NAME} counts as a file of the model: ${fault}`;
}

function faultOf(bytes: Uint8Array): string {
  let line = 0;
  try {
    for (const bundle of splitClaims(bytes)) {
      line += 1;
      parseClaim(bundle);
    }
    return 'it is empty';
  } catch (error) {
    if (!isMpkError(error)) throw error;
    return line === 0 ? error.message : `line ${line} is no bundle: ${error.message}`;
  }
}
