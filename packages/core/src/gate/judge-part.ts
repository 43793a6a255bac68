// SPDX-License-Identifier: Apache-2.0
import { policyApplies } from '../policy/match.js';
import type { PolicyRequirements } from '../policy/types.js';
import { countFiles, listNames } from './describe.js';
import { judgeLockedPart } from './identity-requirement.js';
import type { JudgeInput } from './judge.js';
import { guarded, notApplicable, notEnforced, nothingToCheck, policyOf, verdictOf } from './lines.js';
import { RESULT_SCHEMA, type RequirementResult, type VerifyResult } from './result.js';
import { judgeSignature, signatureWarnings, type AcceptedSignature } from './signature-requirement.js';

/** A part of a model: the files that were looked at, and those that were not. */
export interface ModelPart {
  /** globs over names */
  readonly only: readonly string[];
  readonly looksAt: (name: string) => boolean;
  readonly notLookedAt: readonly string[];
}

/** Most names of files that were not looked at in a result. */
const MAX_NAMES_SHOWN = 20;

/**
 * Judges the files of a part against signature and lock. The evidence is of these files alone.
 *
 * What is said of a whole model (digest, formats, attestations, rules, exceptions) is not judged. So the verdict is never a
 * pass: `fail` where a file that was looked at differs, else `undecided`.
 */
export function judgePart(input: JudgeInput, part: ModelPart): VerifyResult {
  const { evidence, policy } = input;
  const accepted: AcceptedSignature[] = [];
  const lines = policyApplies(policy, evidence.model)
    ? [...linesOf(input, part, accepted), scopeLine(evidence.model.files.length, part)]
    : [notApplicable(evidence)];
  const warnings = [...(input.warnings ?? []), ...signatureWarnings(accepted)];
  return {
    schema: RESULT_SCHEMA,
    ...verdictOf(lines),
    // The policy's mode is about its verdicts on whole models. This is none, and is never excused.
    mode: 'enforce',
    // No digest: one of a part could be taken for the model's.
    model: { uri: evidence.model.uri },
    policy: policyOf(policy),
    requirements: lines,
    scope: {
      only: part.only,
      lookedAt: evidence.model.files.length,
      notLookedAt: part.notLookedAt.length,
      notLookedAtNames: part.notLookedAt.slice(0, MAX_NAMES_SHOWN),
    },
    ...(warnings.length > 0 && { warnings }),
  };
}

function linesOf(input: JudgeInput, part: ModelPart, accepted: AcceptedSignature[]): RequirementResult[] {
  const { evidence, policy, statements } = input;
  const { requirements = {}, rules = [] } = policy.document.spec;
  const { identity, signature } = requirements;
  const lines: RequirementResult[] = [];
  if (policy.notEnforced.length > 0) lines.push(notEnforced(policy.notEnforced));
  if (identity?.lock !== undefined) {
    const { lock } = identity;
    lines.push(ofPart(guarded('identity', () => judgeLockedPart(lock, input, part.looksAt))));
  }
  if (identity?.digest !== undefined) lines.push(notJudged('identity'));
  if (signature) {
    const line = guarded('signature', () => {
      const judgement = judgeSignature(signature, evidence, statements, part.looksAt);
      accepted.push(...judgement.accepted);
      return judgement.line;
    });
    lines.push(ofPart(line));
  }
  lines.push(...wholeIds(requirements).map(notJudged), ...rules.map(({ id }) => notJudged(`rule:${id}`)));
  return lines.length === 0 ? [nothingToCheck()] : lines;
}

/** Requirements that speak of the whole model. */
function wholeIds({ attestations = [], ...requirements }: PolicyRequirements): readonly string[] {
  const ids = [
    'files',
    'formats',
    'inspection',
    'audit',
    'licenses',
    'metadata',
    'bom',
    'provenance',
    'baseModels',
    'datasets',
  ] as const;
  return [...ids.filter((id) => requirements[id] !== undefined), ...attestations.map(({ id }) => `attestation:${id}`)];
}

const ofPart = (line: RequirementResult): RequirementResult =>
  line.outcome === 'pass' ? { ...line, found: `of what was looked at: ${line.found}` } : line;

const notJudged = (id: string): RequirementResult => ({
  id,
  outcome: 'undecided',
  code: 'PARTIAL',
  asked: `${id} of the whole model`,
  found: 'not judged: only a part was looked at',
});

function scopeLine(lookedAt: number, { only, notLookedAt }: ModelPart): RequirementResult {
  const rest = notLookedAt.length === 0 ? '' : `: ${listNames(notLookedAt)}`;
  return {
    id: 'scope',
    outcome: 'undecided',
    code: 'PARTIAL',
    asked: `only ${only.join(', ')}`,
    found: `looked at ${countFiles(lookedAt)}, not at ${countFiles(notLookedAt.length)}${rest}`,
    fix: 'verify without --only before the model goes on',
  };
}
