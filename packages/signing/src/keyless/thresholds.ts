// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

/** How many vouch for a keyless signature. Each count is of different logs or authorities, told apart by their keys. */
export interface Thresholds {
  /** transparency logs that hold the signature, 0 to 8; 0 means that log entries are not looked at */
  readonly logEntries: number;
  /** certificate logs that promised to hold the certificate, 0 to 8; 0 means that promises are not looked at */
  readonly certificateTimestamps: number;
  /** logs and timestamp authorities that vouch for the time, 1 to 8 */
  readonly timestamps: number;
}

/** One of each, as Sigstore's own clients ask for. */
export const DEFAULT_THRESHOLDS: Thresholds = { logEntries: 1, certificateTimestamps: 1, timestamps: 1 };

const MAX_THRESHOLD = 8;

/** Fills in what is not stated. @throws MpkError `POLICY_INVALID` for one that is no whole number or out of range */
export function readThresholds(stated: Partial<Thresholds> = {}): Thresholds {
  const thresholds: Thresholds = {
    logEntries: stated.logEntries ?? DEFAULT_THRESHOLDS.logEntries,
    certificateTimestamps: stated.certificateTimestamps ?? DEFAULT_THRESHOLDS.certificateTimestamps,
    timestamps: stated.timestamps ?? DEFAULT_THRESHOLDS.timestamps,
  };
  for (const [name, value] of Object.entries(thresholds)) {
    const least = name === 'timestamps' ? 1 : 0;
    if (Number.isInteger(value) && value >= least && value <= MAX_THRESHOLD) continue;
    throw new MpkError('POLICY_INVALID', `the threshold ${name} is ${value}, expected ${least} to ${MAX_THRESHOLD}`);
  }
  return thresholds;
}
