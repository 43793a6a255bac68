// SPDX-License-Identifier: Apache-2.0
import {
  countBySeverity,
  DEFAULT_FAIL_ON,
  isAtLeast,
  weighFindings,
  type EffectivePolicy,
  type Evidence,
  type EvidenceFile,
  type InspectionRequirement,
  type VerifyResult,
} from '@mpk/core';
import type { BaseResult } from './base-result.js';
import {
  INSPECT_RESULT_SCHEMA,
  type FileOutcome,
  type InspectFinding,
  type InspectResult,
  type InspectedFileResult,
} from './result.js';

/** What an answer is made of. */
export interface InspectJudgement {
  readonly evidence: Evidence;
  readonly policy: EffectivePolicy;
  readonly requirement: InspectionRequirement;
  /** of the gate, over the inspection alone */
  readonly judged: VerifyResult;
  readonly now: Date;
  readonly base?: BaseResult | undefined;
}

/** Puts what checks saw together file by file, as a policy sees it. */
export function createInspectResult(judgement: InspectJudgement): InspectResult {
  const { evidence, judged } = judgement;
  const findings = findingsOf(judgement);
  const byFile = Map.groupBy(findings, ({ location }) => location?.file);
  const files = evidence.model.files.map((file) => fileResult(file, byFile.get(file.name) ?? [], judgement));
  const known = new Set(files.map(({ name }) => name));
  const whole = findings.filter(({ location }) => location?.file === undefined || !known.has(location.file));
  const { verdict, code, mode, model, policy } = judged;
  return {
    schema: INSPECT_RESULT_SCHEMA,
    verdict,
    code,
    mode,
    model,
    ...(policy && { policy }),
    ...(evidence.inspection && { rules: evidence.inspection.rules }),
    asked: {
      failOn: judgement.requirement.failOn ?? DEFAULT_FAIL_ON,
      inconclusive: judgement.requirement.inconclusive ?? 'deny',
      isDefault: judgement.policy.document.spec.requirements?.inspection === undefined,
    },
    summary: summaryOf(files, findings),
    files,
    findings: whole,
    outcome: outcomeOf(whole, judgement.requirement),
    ...(judgement.base && { base: judgement.base }),
    reason: judged.requirements[0]?.found ?? '',
  };
}

function findingsOf({ evidence, policy, requirement, judged, now }: InspectJudgement): readonly InspectFinding[] {
  if (evidence.inspection === undefined) return [];
  // An exception for the whole requirement waives every finding.
  const [line] = judged.requirements;
  const whole = line?.outcome === 'pass' ? line.exception : undefined;
  return weighFindings(requirement, evidence.inspection, { evidence, policy, now }).map(({ finding, exception }) => ({
    ...finding,
    ...((exception?.id ?? whole) !== undefined && { waivedBy: exception?.id ?? whole ?? '' }),
  }));
}

function fileResult(
  file: EvidenceFile,
  findings: readonly InspectFinding[],
  { requirement }: InspectJudgement,
): InspectedFileResult {
  return {
    name: file.name,
    outcome: outcomeOf(findings, requirement),
    format: file.format?.id ?? 'unknown',
    contains: file.format?.contains ?? [],
    bytesInspected: file.inspectedBytes ?? 0,
    sizeBytes: file.sizeBytes,
    findings,
  };
}

function outcomeOf(
  findings: readonly InspectFinding[],
  { failOn = DEFAULT_FAIL_ON, inconclusive = 'deny' }: InspectionRequirement,
): FileOutcome {
  const counted = findings.filter(({ waivedBy }) => waivedBy === undefined);
  if (counted.some(({ outcome, severity }) => outcome === 'fail' && isAtLeast(severity, failOn))) return 'fail';
  const isOpen = inconclusive === 'deny' && counted.some(({ outcome }) => outcome === 'inconclusive');
  return isOpen ? 'inconclusive' : 'pass';
}

function summaryOf(
  files: readonly InspectedFileResult[],
  findings: readonly InspectFinding[],
): InspectResult['summary'] {
  const count = (outcome: FileOutcome): number => files.filter((file) => file.outcome === outcome).length;
  const counted = findings.filter(({ waivedBy }) => waivedBy === undefined);
  const total = (size: (file: InspectedFileResult) => number): number =>
    files.reduce((sum, file) => sum + size(file), 0);
  return {
    files: files.length,
    passed: count('pass'),
    failed: count('fail'),
    inconclusive: count('inconclusive'),
    findings: countBySeverity(counted),
    waived: findings.length - counted.length,
    bytesInspected: total(({ bytesInspected }) => bytesInspected),
    sizeBytes: total(({ sizeBytes }) => sizeBytes),
  };
}
