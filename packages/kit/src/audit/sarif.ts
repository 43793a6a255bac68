// SPDX-License-Identifier: Apache-2.0
import { AUDIT_RULES, AUDIT_THEMES } from '@mpk/bom';
import { sarifLog, type SarifOptions } from '../sarif/sarif-log.js';
import type { AuditResult } from './result.js';

const RULES = AUDIT_RULES.map((rule) => ({ ...rule, finds: `${AUDIT_THEMES[rule.theme]}. ${rule.description}` }));

/** An audit as a SARIF log: both sides of a contradiction stand in its message. */
export function auditToSarif(result: AuditResult, options: SarifOptions = {}): object {
  const { verdict, model, rules, error } = result;
  const findings = result.findings.map((finding) => ({
    ...finding,
    sides: finding.evidence.map(({ source, claim, value }) => `${source}: ${claim} is ${value}`),
  }));
  const properties = { verdict, manifestDigest: model.manifestDigest, rules };
  return sarifLog({ rules: RULES, findings, error, properties }, options);
}
