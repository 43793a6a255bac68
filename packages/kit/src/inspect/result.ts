// SPDX-License-Identifier: Apache-2.0
import type { BaseResult } from './base-result.js';
import type { Finding, PolicyMode, ResultCode, RuleSet, Severity, Verdict, VerifyResult } from '@mpk/core';

export const INSPECT_RESULT_SCHEMA = 'modelprovenance.dev/inspect-result/v1alpha1';

/** A finding under the policy that was asked. */
export interface InspectFinding extends Finding {
  /** id of the exception of the policy that waives it */
  readonly waivedBy?: string;
}

/** How one file ended: `inconclusive` is no pass. */
export type FileOutcome = 'pass' | 'fail' | 'inconclusive';

/** One file of the answer. */
export interface InspectedFileResult {
  readonly name: string;
  readonly outcome: FileOutcome;
  /** id of the format that it was recognised as */
  readonly format: string;
  /** ids of formats in it */
  readonly contains: readonly string[];
  /** bytes that a reader explained */
  readonly bytesInspected: number;
  readonly sizeBytes: number;
  readonly findings: readonly InspectFinding[];
}

/** The public contract of `mpk inspect --json`: additions only. */
export interface InspectResult {
  readonly schema: typeof INSPECT_RESULT_SCHEMA;
  readonly verdict: Verdict;
  readonly code: ResultCode;
  readonly mode: PolicyMode;
  readonly model: VerifyResult['model'];
  readonly policy?: VerifyResult['policy'];
  readonly rules?: RuleSet;
  /** what was asked of the findings */
  readonly asked?: {
    readonly failOn: Severity;
    readonly inconclusive: 'deny' | 'allow';
    /** the policy says nothing of inspection, so that these are the defaults */
    readonly isDefault: boolean;
  };
  readonly summary: {
    readonly files: number;
    readonly passed: number;
    readonly failed: number;
    readonly inconclusive: number;
    /** by severity, of what fails and is not waived */
    readonly findings: Readonly<Record<Severity, number>>;
    readonly waived: number;
    readonly bytesInspected: number;
    readonly sizeBytes: number;
  };
  readonly files: readonly InspectedFileResult[];
  /** findings about the model as a whole */
  readonly findings: readonly InspectFinding[];
  /** how they end, as the findings of a file do */
  readonly outcome?: FileOutcome;
  /** what the model was held against */
  readonly base?: BaseResult;
  /** in one sentence, why the verdict is what it is */
  readonly reason: string;
  /** why nothing could be decided, where an error did that */
  readonly error?: VerifyResult['error'];
}
