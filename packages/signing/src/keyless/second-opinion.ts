// SPDX-License-Identifier: Apache-2.0
import { MpkError, type BundleVerifier } from '@mpk/core';
import type { KeylessVerifierOptions } from './keyless-verifier.js';

/**
 * A verifier of keyless bundles that asks Sigstore's own JavaScript library as well: both must accept.
 *
 * For those who do not want to rest on one program. What the library cannot read, such as timestamps made with RSA keys, is
 * refused. It costs some 35 ms to load, which only those who ask for it pay.
 *
 * `verify` also throws what the library's refusal means, in its message that it was the library's.
 *
 * @param verifier - ours, made with the same options; whose signature is meant is its to say
 * @throws MpkError `INPUT_UNSUPPORTED` where the library is not there; `INPUT_MALFORMED` where it cannot read the trusted root
 */
export async function withSecondOpinion(
  verifier: BundleVerifier,
  options: Pick<KeylessVerifierOptions, 'trustedRoot' | 'thresholds'>,
): Promise<BundleVerifier> {
  const { askSigstore } = await import('./sigstore-library.js').catch((cause: unknown) => {
    throw new MpkError('INPUT_UNSUPPORTED', "this build comes without Sigstore's own library, so no second opinion", {
      cause,
      hint: 'use the npm package, or leave out secondOpinion',
    });
  });
  const ask = askSigstore(options);
  return {
    verify: (bundle) => {
      const proven = verifier.verify(bundle);
      ask(bundle);
      return proven;
    },
  };
}
