// SPDX-License-Identifier: Apache-2.0
import { isMpkError, type MpkError, type SignedBundle } from '@mpk/core';
import { bundleTimestamps } from './bundle-timestamps.js';
import { readTimestampAuthorities, type TimestampTrust } from './timestamp-authorities.js';
import { verifyTimestamp, type ProvenTime } from './verify-timestamp.js';

/** What the timestamps of a bundle are worth. */
export interface TimestampFindings {
  /** earliest first */
  readonly proven: readonly ProvenTime[];
  /** why the others prove nothing */
  readonly refused: readonly MpkError[];
}

/** Tells when a bundle's signature existed. */
export interface TimestampVerifier {
  /** Never throws: a timestamp that does not verify proves nothing, and its reason is among the refused. */
  verify(bundle: Pick<SignedBundle, 'json' | 'envelope'>): TimestampFindings;
}

/**
 * Verifies the RFC 3161 timestamps of bundles, offline, against given authorities.
 *
 * @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`; `POLICY_INVALID` where there is no authority to trust
 */
export function createTimestampVerifier(trust: TimestampTrust): TimestampVerifier {
  const authorities = readTimestampAuthorities(trust);
  return {
    verify: ({ json, envelope }) => {
      const proven: ProvenTime[] = [];
      const refused: MpkError[] = [];
      const collect = (action: () => void): void => {
        try {
          action();
        } catch (error) {
          if (!isMpkError(error)) throw error;
          refused.push(error);
        }
      };
      collect(() => {
        for (const der of bundleTimestamps(json)) {
          collect(() => proven.push(verifyTimestamp(der, envelope.signature, authorities)));
        }
      });
      return { proven: proven.sort((a, b) => a.time.getTime() - b.time.getTime()), refused };
    },
  };
}
