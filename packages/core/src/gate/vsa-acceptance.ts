// SPDX-License-Identifier: Apache-2.0
import { VSA_TYPE, type VerificationSummary } from '../attestation/predicates/vsa.js';
import { subjectDigests, type Statement } from '../attestation/statement.js';
import type { VerifiedStatement } from '../attestation/verified.js';
import type { Evidence } from '../evidence/types.js';
import { DEFAULT_VSA_MAX_AGE, type EffectivePolicy, type VsaAcceptance } from '../policy/types.js';
import { tellingRefusal, type Refusal } from '../statements/refusals.js';
import { ageProblem } from '../statements/signing-time.js';
import type { StatementFinder } from '../statements/statement-finder.js';
import type { RequirementResult } from './result.js';

/** What summaries are judged with. */
export interface VsaInput {
  readonly evidence: Evidence;
  readonly policy: EffectivePolicy;
  readonly statements: StatementFinder;
  readonly now: Date;
}

const isSummary = ({ predicateType }: Statement): boolean => predicateType === VSA_TYPE;

/**
 * Looks for a verification summary that stands for an earlier pass: by a signer and verifier whom the policy names, under this
 * very policy, of these very bytes under this very name, and fresh.
 *
 * @returns a line that passes; or an advisory one that says why nothing counted, so that all else is judged as ever
 */
export function judgeVsa(acceptance: VsaAcceptance, input: VsaInput): RequirementResult {
  const { acceptFrom, verifierId } = acceptance;
  const base = { id: 'vsa', asked: `an earlier pass, as ${verifierId} summed it up` } as const;
  const refusals: Refusal[] = [];
  for (const { signer, outcome } of input.statements.find({ signers: acceptFrom, isMeant: isSummary })) {
    if (!outcome.verified) {
      refusals.push({ ...outcome, signer });
      continue;
    }
    const problem = problemOf(outcome.statement, acceptance, input);
    if (problem === undefined) {
      const { timeVerified } = outcome.statement.statement.predicate as unknown as VerificationSummary;
      const found = `passed under this policy on ${timeVerified}, signed by ${signer}`;
      return { ...base, outcome: 'pass', code: 'PASSED', found };
    }
    refusals.push({ signer, code: 'REQUIREMENT_FAILED', message: problem });
  }
  const worst = tellingRefusal(refusals);
  return {
    ...base,
    outcome: 'fail',
    code: worst?.code ?? 'ATTESTATION_MISSING',
    found: worst === undefined ? 'no summary was found' : `no summary counts: ${worst.message}`,
    mode: 'audit',
  };
}

function problemOf(verified: VerifiedStatement, acceptance: VsaAcceptance, input: VsaInput): string | undefined {
  const { statement } = verified;
  if (!isSummary(statement)) return 'it is of another predicate type';
  const summary = statement.predicate as unknown as VerificationSummary;
  const { model } = input.evidence;
  if (summary.verificationResult !== 'PASSED') return 'it says that the model was refused';
  if (!subjectDigests(statement).includes(model.manifestDigest.slice('sha256:'.length))) {
    return 'it is about other bytes';
  }
  if (summary.verifier.id !== acceptance.verifierId) return `decided by ${summary.verifier.id}`;
  if (summary.resourceUri !== model.uri) return `it is about ${summary.resourceUri}, this is ${model.uri}`;
  if (`sha256:${summary.policy.digest?.['sha256'] ?? ''}` !== input.policy.digest) return 'it was under another policy';
  return freshnessProblem(verified, summary, acceptance, input.now);
}

function freshnessProblem(
  verified: VerifiedStatement,
  summary: VerificationSummary,
  { maxAge = DEFAULT_VSA_MAX_AGE }: VsaAcceptance,
  now: Date,
): string | undefined {
  const { mpk_expiresOn: expiresOn, timeVerified } = summary;
  if (expiresOn !== undefined && now.getTime() > new Date(expiresOn).getTime()) return `it expired on ${expiresOn}`;
  const old = ageProblem(verified, maxAge, now);
  if (old !== undefined) return old;
  // The decision may be older than the signature on it.
  const stated = { ...verified, signer: { ...verified.signer, timestamps: [new Date(timeVerified)] } };
  return ageProblem(stated, maxAge, now);
}
