// SPDX-License-Identifier: Apache-2.0
import { MAX_FINDINGS, type BomScoreSummary, type Claim, type Inspection, type MeasuredModel } from '@mpk/core';
import {
  AUDIT_RULES,
  auditModel,
  subjectOf,
  type AuditFinding,
  type AuditSubject,
  type CollectedClaims,
} from '@mpk/bom';
import type { LocatedModel } from '../model-source.js';
import { readFiles } from '../read-files.js';
import { collectStated, evidenceClaims } from '../stated-claims.js';
import { AUDIT_RULE_SET } from './rules.js';

/** What goes into the evidence. */
export interface StatedFacts {
  readonly modelClaims?: readonly Claim[];
  readonly audit?: Inspection;
  readonly bomScores?: readonly BomScoreSummary[];
}

/** Claims of a model, and what the rules of the audit saw in them. */
export interface AuditedClaims {
  readonly collected: CollectedClaims;
  /** what the rules took it for */
  readonly takenFor: AuditSubject;
  readonly findings: readonly AuditFinding[];
}

/** Collects what files state, from the read that made their digests, and holds it together. */
export function auditFiles(measured: MeasuredModel, located: LocatedModel): AuditedClaims {
  const files = readFiles(measured);
  const collected = collectStated(measured, located);
  return { collected, takenFor: subjectOf(files, collected), findings: auditModel(files, collected, located) };
}

/** As {@link auditFiles}, as evidence has it. */
export function auditMeasured(
  measured: MeasuredModel,
  located: LocatedModel,
): StatedFacts & Required<Pick<StatedFacts, 'modelClaims' | 'audit'>> {
  const { collected, findings } = auditFiles(measured, located);
  const checks = AUDIT_RULES.map(({ id }) => id);
  return {
    modelClaims: evidenceClaims(collected),
    audit: { rules: AUDIT_RULE_SET, checks, findings: findings.slice(0, MAX_FINDINGS) },
  };
}
