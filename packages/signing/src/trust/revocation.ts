// SPDX-License-Identifier: Apache-2.0
import { MpkError, printable, type BundleVerifier, type ProvenSigner } from '@mpk/core';

/** Most revocations that are held against one proof. */
export const MAX_REVOCATIONS = 10_000;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** A key or certificate that is no longer to be trusted. */
export interface Revocation {
  /** of a public key (SPKI) or certificate: `sha256:` + lowercase hex of its DER, as in `ProvenSigner.restsOn` */
  readonly digest: string;
  /**
   * Signatures that a trusted timestamp proves to be older stay good. Absent: none stays good.
   *
   * Leave it out for the key of a log or timestamp authority: whoever has that key can vouch for any time.
   */
  readonly since?: Date;
  /** for people */
  readonly reason?: string;
}

/**
 * Refuses a signature that rests on anything revoked.
 *
 * Of several trusted timestamps the earliest decides: it proves that the signature was there by then. One without any is refused.
 *
 * @throws MpkError `SIGNATURE_REVOKED`; `POLICY_INVALID` for a revocation that could never match, or has no real time
 */
export function refuseRevoked(proven: ProvenSigner, revoked: readonly Revocation[]): void {
  assertRevocations(revoked);
  const signedAt = Math.min(...proven.timestamps.map((time) => time.getTime()));
  for (const { digest, since, reason } of revoked) {
    if (!proven.restsOn.includes(digest)) continue;
    // Without timestamps the minimum is Infinity, and of a broken one NaN: neither is before anything.
    if (since !== undefined && signedAt < since.getTime()) continue;
    throw revocationError(digest, { since, reason, isTimed: proven.timestamps.length > 0 });
  }
}

/**
 * The same verifier, which refuses signatures that rest on anything revoked. `verify` also throws `SIGNATURE_REVOKED`.
 *
 * @throws MpkError `POLICY_INVALID`
 */
export function withRevocation(verifier: BundleVerifier, revoked: readonly Revocation[]): BundleVerifier {
  assertRevocations(revoked);
  return {
    verify: (bundle) => {
      const proven = verifier.verify(bundle);
      refuseRevoked(proven, revoked);
      return proven;
    },
  };
}

/** What is written wrongly would never match, and nobody would notice. */
function assertRevocations(revoked: readonly Revocation[]): void {
  if (revoked.length > MAX_REVOCATIONS) {
    throw new MpkError('POLICY_INVALID', `there are more than ${MAX_REVOCATIONS} revocations`);
  }
  for (const { digest, since } of revoked) {
    if (!DIGEST.test(digest)) {
      throw new MpkError(
        'POLICY_INVALID',
        `the revocation ${JSON.stringify(digest)} is no digest of a key or certificate`,
        {
          hint: 'write sha256: and 64 lowercase hex digits',
        },
      );
    }
    if (since !== undefined && Number.isNaN(since.getTime())) {
      throw new MpkError('POLICY_INVALID', `the revocation of ${digest} has no real time`);
    }
  }
}

function revocationError(digest: string, { since, reason, isTimed }: Detail): MpkError {
  const when = since === undefined ? '' : ` as of ${since.toISOString()}`;
  const why = reason === undefined ? '' : `: ${printable(reason)}`;
  const proof = isTimed ? 'was not signed before' : 'proves no time by a trusted timestamp';
  const but = since === undefined ? '' : `, and the signature ${proof}`;
  return new MpkError('SIGNATURE_REVOKED', `the signature rests on ${digest}, revoked${when}${why}${but}`, {
    hint: 'sign the model again with a key that is trusted',
  });
}

interface Detail extends Pick<Revocation, 'since' | 'reason'> {
  readonly isTimed: boolean;
}
