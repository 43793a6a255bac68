// SPDX-License-Identifier: Apache-2.0
import { SLSA_PROVENANCE_TYPE, type SlsaProvenance } from '../attestation/predicates/slsa-provenance.js';
import { VSA_TYPE, type VerificationSummary } from '../attestation/predicates/vsa.js';
import type { VerifiedStatement } from '../attestation/verified.js';
import { durationMs } from '../policy/duration.js';

/** A signer's clock may be ahead of ours by so much. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/**
 * When a statement was made: by the earliest trusted timestamp, else by what the signer states in the predicate. Undefined
 * where neither says.
 */
export function statementTime({ statement, signer }: VerifiedStatement): Date | undefined {
  const [trusted] = [...signer.timestamps].sort((a, b) => a.getTime() - b.getTime());
  if (trusted !== undefined) return trusted;
  const stated = statedTime(statement.predicateType, statement.predicate);
  return stated === undefined ? undefined : new Date(stated);
}

/** The predicate was held to its schema when it was verified. */
function statedTime(predicateType: string, predicate: object): string | undefined {
  if (predicateType === VSA_TYPE) return (predicate as VerificationSummary).timeVerified;
  if (predicateType !== SLSA_PROVENANCE_TYPE) return undefined;
  const { metadata } = (predicate as SlsaProvenance).runDetails;
  return metadata?.finishedOn ?? metadata?.startedOn;
}

/** Why a statement is not of an age that counts, or undefined. @param maxAge - such as `90d`; without it any age counts */
export function ageProblem(statement: VerifiedStatement, maxAge: string | undefined, now: Date): string | undefined {
  if (maxAge === undefined) return undefined;
  const time = statementTime(statement);
  if (time === undefined) return 'nothing says when it was made';
  const age = now.getTime() - time.getTime();
  if (age < -CLOCK_SKEW_MS) return `it is dated in the future, ${time.toISOString()}`;
  return age <= durationMs(maxAge) ? undefined : `it was made on ${time.toISOString()}, more than ${maxAge} ago`;
}
