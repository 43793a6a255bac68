// SPDX-License-Identifier: Apache-2.0
import { exitFor, type ErrorCode } from '../errors.js';
import type { Verdict } from '../gate/result.js';
import type { AttemptRefusal } from './statement-finder.js';

/** Why one bundle did not count for one signer. */
export type Refusal = Pick<AttemptRefusal, 'code' | 'message' | 'hint'> & {
  readonly signer: string;
  /** lowercase hex; where it matters which bundle that was */
  readonly bundleSha256?: string;
};

/** From what says least to what says most: the one that came furthest in verification. */
const ORDER: readonly ErrorCode[] = [
  'IDENTITY_MISMATCH',
  'KEY_INVALID',
  'POLICY_INVALID',
  'INPUT_UNREADABLE',
  'TRUST_INVALID',
  'INPUT_UNSUPPORTED',
  'NOT_MEASURED',
  'NOTHING_TO_CHECK',
  'INPUT_TOO_LARGE',
  'INPUT_MALFORMED',
  'CERTIFICATE_INVALID',
  'LOG_ENTRY_INVALID',
  'TIMESTAMP_INVALID',
  'SIGNATURE_INVALID',
  'SIGNATURE_REVOKED',
  'DIGEST_MISMATCH',
  'REQUIREMENT_FAILED',
  'FILES_MISMATCH',
];

/** The refusal that says most. */
export const tellingRefusal = (refusals: readonly Refusal[]): Refusal | undefined =>
  [...refusals].sort((a, b) => ORDER.indexOf(b.code) - ORDER.indexOf(a.code))[0];

/** A refusal is an answer; input that could not be read, or a signer that could not be set up, is none. */
export const outcomeOf = (refusal: Refusal): Verdict => (exitFor(refusal.code) === 10 ? 'fail' : 'undecided');
