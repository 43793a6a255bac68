// SPDX-License-Identifier: Apache-2.0
import {
  countBySeverity,
  countFiles,
  createManifest,
  exitFor,
  isAtLeast,
  manifestDigest,
  resultOfError,
  SEVERITIES,
  type EvidenceFile,
  type Severity,
} from '@mpk/core';
import { auditFiles, type AuditedClaims } from './audit/audit-measured.js';
import { AUDIT_RESULT_SCHEMA, type AuditResult } from './audit/result.js';
import { AUDIT_RULE_SET } from './audit/rules.js';
import { measureFully, type ReadingOptions } from './measure.js';
import { locateModel, type LocatedModel } from './model-source.js';

export { AUDIT_RULES, AUDIT_THEMES } from '@mpk/bom';
export type { AuditFinding, AuditRule } from '@mpk/bom';
export { auditToMarkdown } from './audit/markdown.js';
export { AUDIT_RESULT_SCHEMA } from './audit/result.js';
export type { AuditResult } from './audit/result.js';
export { AUDIT_RULE_SET } from './audit/rules.js';
export { auditToSarif } from './audit/sarif.js';
export { auditResultSchema } from './audit/schema.js';
export { assertOutputs } from './inspect/outputs.js';

/** Options of {@link audit}. */
export interface AuditOptions extends ReadingOptions {
  /** path, or `hf://org/name@revision` in the local cache */
  readonly model: string;
  /** the URI that the model goes by; not proven */
  readonly uri?: string | undefined;
  /** least severity that fails; default high */
  readonly failOn?: Severity | undefined;
}

/** The answer, and the exit status that goes with it. */
export interface AuditOutcome {
  readonly result: AuditResult;
  readonly exitCode: number;
}

const DEFAULT_FAIL_ON: Severity = 'high';

/**
 * Reads a model once, collects what its files say and are, and holds the facts against each other. Nothing is fetched.
 *
 * Never throws for what is wrong with the model: that is an answer too.
 */
export async function audit(options: AuditOptions): Promise<AuditOutcome> {
  const failOn = options.failOn ?? DEFAULT_FAIL_ON;
  try {
    const located = locateModel(options.model, { uri: options.uri, leaveOut: [], env: options.env ?? {} });
    const measured = await measureFully(located, { ...options, cache: false, formats: true, reading: 'facts' });
    const audited = auditFiles(measured, located);
    const result = answer({ located, files: measured.files, audited, failOn });
    return { result, exitCode: result.verdict === 'pass' ? 0 : exitFor('REQUIREMENT_FAILED') };
  } catch (error) {
    const { verdict, code, model, error: told } = resultOfError(error, options.uri ?? options.model);
    const result: AuditResult = {
      schema: AUDIT_RESULT_SCHEMA,
      verdict,
      code,
      model,
      failOn,
      rules: AUDIT_RULE_SET,
      summary: { files: 0, claims: 0, findings: countBySeverity([]) },
      findings: [],
      reason: told?.message ?? '',
      ...(told && { error: told }),
    };
    return { result, exitCode: code === 'PASSED' ? 0 : exitFor(code) };
  }
}

interface Audited {
  readonly located: LocatedModel;
  readonly files: readonly EvidenceFile[];
  readonly audited: AuditedClaims;
  readonly failOn: Severity;
}

function answer({ located, files, audited, failOn }: Audited): AuditResult {
  const { collected, takenFor, findings } = audited;
  const failed = findings.filter(({ severity }) => isAtLeast(severity, failOn));
  const [first] = failed;
  const more = failed.length > 1 ? `; and ${failed.length - 1} more` : '';
  return {
    schema: AUDIT_RESULT_SCHEMA,
    verdict: first === undefined ? 'pass' : 'fail',
    code: first === undefined ? 'PASSED' : 'REQUIREMENT_FAILED',
    model: { uri: located.uri, manifestDigest: manifestDigest(createManifest(files)) },
    takenFor,
    failOn,
    rules: AUDIT_RULE_SET,
    summary: { files: files.length, claims: collected.claims.length, findings: countBySeverity(findings) },
    findings: [...findings].sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)),
    reason:
      first === undefined
        ? `${countFiles(files.length)}, nothing of severity ${failOn} or worse`
        : `${first.check}: ${first.message}${more}`,
  };
}
