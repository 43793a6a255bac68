// SPDX-License-Identifier: Apache-2.0
import type { ResultCode, RuleSet, Severity, Verdict, VerifyResult } from '@mpk/core';
import type { AuditFinding, AuditSubject } from '@mpk/bom';

export const AUDIT_RESULT_SCHEMA = 'modelprovenance.dev/audit-result/v1alpha1';

/** The public contract of `mpk audit --json`: additions only. */
export interface AuditResult {
  readonly schema: typeof AUDIT_RESULT_SCHEMA;
  readonly verdict: Verdict;
  readonly code: ResultCode;
  readonly model: VerifyResult['model'];
  /** what it was taken for: rules that hold for models alone are passed over for data sets */
  readonly takenFor?: AuditSubject;
  /** least severity that fails */
  readonly failOn: Severity;
  readonly rules: RuleSet;
  readonly summary: {
    readonly files: number;
    /** facts that the files state, or that were measured */
    readonly claims: number;
    readonly findings: Readonly<Record<Severity, number>>;
  };
  readonly findings: readonly AuditFinding[];
  /** in one sentence, why the verdict is what it is */
  readonly reason: string;
  /** why nothing could be decided, where an error did that */
  readonly error?: VerifyResult['error'];
}
