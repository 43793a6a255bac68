// SPDX-License-Identifier: Apache-2.0
import { MpkError, type SignedBundle } from '@mpk/core';
import type { ProvenTime } from './verify-timestamp.js';
import type { TimestampVerifier } from './timestamp-verifier.js';

/** Whom to believe when a signature was made. */
export interface SigningTimeOptions {
  /** without it timestamps are not looked at */
  readonly timestamps?: TimestampVerifier;
  /** refuses a signature for which no trusted timestamp vouches; default false: its time is then now */
  readonly requireTimestamp?: boolean;
  /** the clock, for tests; default is the time of each verification */
  readonly now?: Date;
}

/** When a signature is taken to have been made, and what says so. */
export interface SigningTime {
  /** the earliest proven time, for it existed then; now where none is proven */
  readonly at: Date;
  readonly proven: readonly ProvenTime[];
}

/** @throws MpkError `POLICY_INVALID` where a timestamp is required and nobody is trusted to make one */
export function assertTimestampsPossible({ timestamps, requireTimestamp }: SigningTimeOptions): void {
  if (requireTimestamp !== true || timestamps !== undefined) return;
  throw new MpkError('POLICY_INVALID', 'a timestamp is required, and no timestamp authority is trusted');
}

/**
 * Finds out when a bundle was signed.
 *
 * @throws MpkError `TIMESTAMP_INVALID` where a trusted timestamp is required and none is there
 */
export function signingTime(bundle: SignedBundle, options: SigningTimeOptions): SigningTime {
  const { proven, refused } = options.timestamps?.verify(bundle) ?? { proven: [], refused: [] };
  const [earliest] = proven;
  if (earliest !== undefined) return { at: earliest.time, proven };
  if (options.requireTimestamp !== true) return { at: options.now ?? new Date(), proven };
  const reason = refused[0]?.message ?? 'the signature has no timestamp';
  throw new MpkError('TIMESTAMP_INVALID', `no trusted authority vouches for the time of signing: ${reason}`, {
    hint: 'sign again with a timestamp of a trusted authority',
  });
}

/** The proven times as a verifier reports them. */
export const provenBy = (
  proven: readonly ProvenTime[],
): { timestamps: readonly Date[]; restsOn: readonly string[] } => ({
  timestamps: proven.map(({ time }) => time),
  restsOn: proven.flatMap(({ restsOn }) => restsOn),
});
