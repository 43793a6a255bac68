// SPDX-License-Identifier: Apache-2.0
import type { SignerIdentity } from '../attestation/signer.js';
import { subjectDigests, type Statement } from '../attestation/statement.js';
import type { VerifiedStatement } from '../attestation/verified.js';
import type { Evidence } from '../evidence/types.js';
import { attestationContext, celJson, type CelAttestation } from '../policy/cel-context.js';
import type { CelEngine } from '../policy/cel.js';
import { compileGlob } from '../policy/glob.js';
import type { AttestationRequirement, PolicyValidation } from '../policy/types.js';
import { listNames } from './describe.js';
import { describeIdentity, distinctSigners } from '../statements/distinct-signers.js';
import { outcomeOf, tellingRefusal, type Refusal } from '../statements/refusals.js';
import { FORMATS_NOT_MEASURED, lacksFormats } from './lacks-formats.js';
import type { RequirementResult } from './result.js';
import { describeShortfall, type Shortfall } from '../statements/shortfall.js';
import { ageProblem, statementTime } from '../statements/signing-time.js';
import type { SignatureAttempt, StatementFinder } from '../statements/statement-finder.js';

/** What attestations are judged with. */
export interface AttestationInput {
  readonly evidence: Evidence;
  readonly statements: StatementFinder;
  readonly cel?: CelEngine;
  readonly now: Date;
}

/** A statement that counted for a requirement. */
export interface AcceptedAttestation {
  readonly signer: string;
  readonly identity: SignerIdentity;
  readonly bundleSha256: string;
  readonly statement: VerifiedStatement;
}

/** The line of one attestation requirement, and what counted for it. */
export interface AttestationJudgement {
  readonly line: RequirementResult;
  readonly accepted: readonly AcceptedAttestation[];
}

/** Counts distinct signers of a statement of the type that was asked for, about these bytes, of this age and content. */
export function judgeAttestation(requirement: AttestationRequirement, input: AttestationInput): AttestationJudgement {
  const { id, predicateType, signedBy, threshold = 1 } = requirement;
  const who = signedBy.length === 1 ? (signedBy[0] ?? '') : `any of ${signedBy.join(', ')}`;
  const asked = `${predicateType} signed by ${who}${threshold > 1 ? `, ${threshold} different signers` : ''}`;
  const base = { id: `attestation:${id}`, asked } as const;
  const accepted: AcceptedAttestation[] = [];
  const refusals: Refusal[] = [];
  const isMeant = (statement: Statement): boolean => statement.predicateType === predicateType;
  for (const attempt of input.statements.find({ signers: signedBy, isMeant })) {
    const weighed = weigh(attempt, requirement, input);
    if ('code' in weighed) refusals.push({ ...weighed, bundleSha256: attempt.bundleSha256 });
    else accepted.push(weighed);
  }
  const distinct = distinctSigners(accepted);
  if (distinct.length >= threshold) {
    return {
      accepted,
      line: { ...base, outcome: 'pass', code: 'PASSED', found: distinct.map(describe).join(' and ') },
    };
  }
  const short = { signers: signedBy, accepted, distinct: distinct.length, threshold, refusals };
  return { accepted, line: { ...base, ...refusalLine(short) } };
}

function describe({ signer, identity, statement }: AcceptedAttestation): string {
  const time = statementTime(statement);
  const when = time === undefined ? '' : `, ${time.toISOString().slice(0, 10)}`;
  return `signed by ${signer} (${describeIdentity(identity)})${when}`;
}

function refusalLine(short: Shortfall): Pick<RequirementResult, 'outcome' | 'code' | 'found' | 'fix'> {
  const worst = tellingRefusal(short.refusals);
  if (worst === undefined || short.distinct > 0) {
    return {
      outcome: 'fail',
      code: 'ATTESTATION_MISSING',
      found: short.distinct === 0 ? 'no such attestation' : describeShortfall(short),
      fix: 'have it made (mpk attest), or name where it is (--attestations)',
    };
  }
  return {
    outcome: outcomeOf(worst),
    code: worst.code,
    found: worst.message,
    fix: worst.hint ?? 'have a fitting attestation made by whoever must vouch for it',
  };
}

/** What one attempt comes to: a statement that counts, or why not. */
function weigh(
  attempt: SignatureAttempt,
  requirement: AttestationRequirement,
  input: AttestationInput,
): AcceptedAttestation | Refusal {
  const { signer, bundleSha256, outcome } = attempt;
  if (!outcome.verified) return { ...outcome, signer };
  const { statement } = outcome;
  if (statement.statement.predicateType !== requirement.predicateType) {
    return { signer, code: 'REQUIREMENT_FAILED', message: 'it is of another predicate type' };
  }
  const foreign = subjectProblem(statement.statement, requirement.files, input.evidence);
  if (foreign !== undefined) return { signer, code: 'DIGEST_MISMATCH', message: foreign };
  const old = ageProblem(statement, requirement.maxAge, input.now);
  if (old !== undefined) return { signer, code: 'REQUIREMENT_FAILED', message: old };
  const refusal = celProblem(statement.statement, signer, requirement, input);
  return refusal ?? { signer, identity: statement.signer.identity, bundleSha256, statement };
}

/** A statement counts only for the bytes that it names: the model by its manifest digest, or every file that is meant. */
function subjectProblem(
  statement: Statement,
  globs: readonly string[] | undefined,
  { model }: Evidence,
): string | undefined {
  const subjects = new Set(subjectDigests(statement));
  if (globs === undefined) {
    return subjects.has(model.manifestDigest.slice('sha256:'.length)) ? undefined : 'it is about another model';
  }
  const matchers = globs.map(compileGlob);
  const meant = model.files.filter(({ name }) => matchers.some((matches) => matches(name)));
  if (meant.length === 0) return `no file of the model matches ${globs.join(', ')}`;
  const absent = meant.filter(({ sha256 }) => !subjects.has(sha256)).map(({ name }) => name);
  return absent.length === 0 ? undefined : `it is not about ${listNames(absent)}`;
}

function celProblem(
  statement: Statement,
  signer: string,
  requirement: AttestationRequirement,
  { evidence, cel, now }: AttestationInput,
): Refusal | undefined {
  for (const { cel: expression, message } of validationsOf(requirement)) {
    if (cel === undefined) return { signer, code: 'CHECK_BROKEN', message: 'no evaluator for CEL was given' };
    if (lacksFormats(expression, evidence))
      return { signer, code: 'NOT_MEASURED', message: FORMATS_NOT_MEASURED.found };
    const answer = cel.evaluateRule({ cel: expression }, attestationContext(statement, { evidence, signer, now }));
    if (answer.outcome === 'pass') continue;
    const code = answer.outcome === 'fail' ? 'REQUIREMENT_FAILED' : 'CHECK_BROKEN';
    return { signer, code, message: `${message} (${answer.message})` };
  }
  return undefined;
}

const validationsOf = ({ cel, validations = [] }: AttestationRequirement): readonly PolicyValidation[] => [
  ...(cel === undefined ? [] : [{ cel, message: `not true: ${cel}` }]),
  ...validations,
];

/** What rules see of the attestations that counted. */
export const toCelAttestations = (id: string, accepted: readonly AcceptedAttestation[]): readonly CelAttestation[] =>
  accepted.map(({ signer, statement: { statement } }) => ({
    id,
    signer,
    predicateType: statement.predicateType,
    predicate: celJson(statement.predicate),
  }));
