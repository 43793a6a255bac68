// SPDX-License-Identifier: Apache-2.0
import { listNames } from '../gate/describe.js';
import { tellingRefusal, type Refusal } from './refusals.js';

/** What a threshold was held against. */
export interface Shortfall {
  /** names of the signers that count */
  readonly signers: readonly string[];
  readonly accepted: readonly { readonly signer: string; readonly bundleSha256: string }[];
  /** how many of the accepted are different signers */
  readonly distinct: number;
  readonly threshold: number;
  readonly refusals: readonly Refusal[];
}

/**
 * Says who is missing: `3 of 4 different signers; none by d`.
 *
 * A bundle that one signer made is no news of the others, and one by a stranger is none of anybody's: neither is told of.
 */
export function describeShortfall({ signers, accepted, distinct, threshold, refusals }: Shortfall): string {
  const signed = new Set(accepted.map(({ signer }) => signer));
  const bundles = new Set(accepted.map(({ bundleSha256 }) => bundleSha256));
  const missing = signers.filter((signer) => !signed.has(signer));
  const who = missing.length === 0 ? 'some of them are one and the same' : `none by ${listNames(missing)}`;
  const worst = tellingRefusal(
    refusals.filter(
      ({ signer, code, bundleSha256 }) =>
        missing.includes(signer) && code !== 'IDENTITY_MISMATCH' && !bundles.has(bundleSha256 ?? ''),
    ),
  );
  return `${distinct} of ${threshold} different signers; ${who}${worst ? ` (${worst.signer}: ${worst.message})` : ''}`;
}
