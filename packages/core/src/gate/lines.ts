// SPDX-License-Identifier: Apache-2.0
import { codeOf, isMpkError, type ErrorCode } from '../errors.js';
import type { Evidence } from '../evidence/types.js';
import type { EffectivePolicy } from '../policy/types.js';
import type { RequirementResult, Verdict, VerifyResult } from './result.js';

/** A check that breaks is a line that says so. */
export function guarded(id: string, check: () => RequirementResult): RequirementResult {
  try {
    return check();
  } catch (error) {
    const code: ErrorCode = isMpkError(error) ? codeOf(error) : 'CHECK_BROKEN';
    return {
      id,
      outcome: 'undecided',
      code,
      asked: `${id} to be checked`,
      found: error instanceof Error ? error.message : 'the check failed',
      ...(isMpkError(error) && error.hint !== undefined && { fix: error.hint }),
    };
  }
}

/** The verdict that lines amount to, with the code of the first that is not met. */
export function verdictOf(lines: readonly RequirementResult[]): { verdict: Verdict; code: VerifyResult['code'] } {
  const binding = lines.filter((line) => line.mode === undefined);
  for (const verdict of ['fail', 'undecided'] as const) {
    const line = binding.find(({ outcome }) => outcome === verdict);
    if (line) return { verdict, code: line.code };
  }
  return { verdict: 'pass', code: 'PASSED' };
}

export const notApplicable = ({ model }: Evidence): RequirementResult => ({
  id: 'match',
  outcome: 'undecided',
  code: 'POLICY_NOT_APPLICABLE',
  asked: 'a model that the policy speaks of',
  found: `spec.match names neither ${model.uri} nor its path`,
  fix: 'use the policy for this model, or widen spec.match',
});

export const notEnforced = (pointers: readonly string[]): RequirementResult => ({
  id: 'policy',
  outcome: 'undecided',
  code: 'POLICY_NOT_ENFORCED',
  asked: 'only fields that this version enforces',
  found: `not enforced: ${pointers.join(', ')}`,
  fix: 'remove these fields, or use a version that enforces them',
});

export const nothingToCheck = (): RequirementResult => ({
  id: 'policy',
  outcome: 'undecided',
  code: 'NOTHING_TO_CHECK',
  asked: 'at least one requirement',
  found: 'the policy requires nothing',
  fix: 'add requirements to the policy (mpk policy init shows some)',
});

/** A policy as results name it. */
export function policyOf(policy: EffectivePolicy): NonNullable<VerifyResult['policy']> {
  const { name, version } = policy.document.metadata;
  return { name, ...(version !== undefined && { version }), digest: policy.digest };
}
