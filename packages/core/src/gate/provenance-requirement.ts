// SPDX-License-Identifier: Apache-2.0
import { SLSA_PROVENANCE_TYPE, type SlsaProvenance } from '../attestation/predicates/slsa-provenance.js';
import { subjectDigests, type Statement } from '../attestation/statement.js';
import type { VerifiedStatement } from '../attestation/verified.js';
import type { Evidence } from '../evidence/types.js';
import { compileGlob } from '../policy/glob.js';
import type { PolicyRequirements, ProvenanceRequirement } from '../policy/types.js';
import { sourcesOf } from '../pedigree/dependencies.js';
import { outcomeOf, tellingRefusal, type Refusal } from '../statements/refusals.js';
import type { RequirementResult } from './result.js';
import { ageProblem } from '../statements/signing-time.js';
import type { SignatureAttempt, StatementFinder } from '../statements/statement-finder.js';

export const isProvenance = ({ predicateType }: Statement): boolean => predicateType === SLSA_PROVENANCE_TYPE;

/** Whose provenance about the model itself counts. */
export const provenanceSigners = ({ provenance, signature }: PolicyRequirements): readonly string[] =>
  provenance?.signedBy ?? signature?.anyOf ?? [];

/** Holds signed provenance about the model to the builders, build types and sources that count; one that fits is enough. */
export function judgeProvenance(
  requirement: ProvenanceRequirement,
  signers: readonly string[],
  { evidence, statements, now }: { evidence: Evidence; statements: StatementFinder; now: Date },
): RequirementResult {
  const base = { id: 'provenance', asked: describeAsked(requirement, signers) } as const;
  const refusals: Refusal[] = [];
  for (const attempt of statements.find({ signers, isMeant: isProvenance })) {
    const problem = problemOf(attempt, requirement, evidence, now);
    if (problem === undefined && attempt.outcome.verified) {
      return {
        ...base,
        outcome: 'pass',
        code: 'PASSED',
        found: describeFound(attempt.signer, attempt.outcome.statement),
      };
    }
    if (problem !== undefined) refusals.push({ ...problem, signer: attempt.signer });
  }
  const worst = tellingRefusal(refusals);
  if (worst === undefined) {
    return {
      ...base,
      outcome: 'fail',
      code: 'ATTESTATION_MISSING',
      found: 'no provenance about the model',
      fix: 'record how the model is made (mpk record), or have provenance attested (mpk attest --type training)',
    };
  }
  return {
    ...base,
    outcome: outcomeOf(worst),
    code: worst.code,
    found: worst.message,
    fix: worst.hint ?? 'have the model made where and by whom the policy says',
  };
}

function describeAsked({ builders, buildTypes, sources }: ProvenanceRequirement, signers: readonly string[]): string {
  const parts = [
    `provenance signed by ${signers.length === 1 ? (signers[0] ?? '') : `any of ${signers.join(', ')}`}`,
    builders && `built by ${builders.join(' or ')}`,
    buildTypes && `of type ${buildTypes.join(' or ')}`,
    sources && `from ${sources.join(' or ')}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

function describeFound(signer: string, { statement }: VerifiedStatement): string {
  const { buildDefinition, runDetails } = statement.predicate as unknown as SlsaProvenance;
  const sources = sourcesOf(buildDefinition.resolvedDependencies ?? []).filter((uri) => uri !== '');
  return `signed by ${signer}, built by ${runDetails.builder.id}${sources.length === 0 ? '' : ` from ${sources.join(', ')}`}`;
}

function problemOf(
  { outcome }: SignatureAttempt,
  requirement: ProvenanceRequirement,
  { model }: Evidence,
  now: Date,
): Omit<Refusal, 'signer'> | undefined {
  if (!outcome.verified) return outcome;
  const { statement } = outcome.statement;
  if (!isProvenance(statement)) return failed('it is of another predicate type');
  if (!subjectDigests(statement).includes(model.manifestDigest.slice('sha256:'.length))) {
    return { code: 'DIGEST_MISMATCH', message: 'the provenance is about another model' };
  }
  const message =
    ageProblem(outcome.statement, requirement.maxAge, now) ??
    contentProblem(statement.predicate as unknown as SlsaProvenance, requirement);
  return message === undefined ? undefined : failed(message);
}

const failed = (message: string): Omit<Refusal, 'signer'> => ({ code: 'REQUIREMENT_FAILED', message });

function contentProblem(
  { buildDefinition, runDetails }: SlsaProvenance,
  { builders, buildTypes, sources }: ProvenanceRequirement,
): string | undefined {
  if (builders && !matchesAny(builders, runDetails.builder.id))
    return `built by ${runDetails.builder.id}, which the policy does not name`;
  if (buildTypes && !matchesAny(buildTypes, buildDefinition.buildType)) {
    return `the build type is ${buildDefinition.buildType}, which the policy does not name`;
  }
  if (sources === undefined) return undefined;
  const used = sourcesOf(buildDefinition.resolvedDependencies ?? []);
  if (used.length === 0) return 'the provenance names no source';
  // Code without a URI matches nothing, not even a glob for everything.
  const foreign = used.find((source) => source === '' || !matchesAny(sources, source));
  if (foreign === undefined) return undefined;
  return foreign === '' ? 'built from code without a URI' : `built from ${foreign}, which the policy does not name`;
}

const matchesAny = (globs: readonly string[], text: string): boolean => globs.some((glob) => compileGlob(glob)(text));
