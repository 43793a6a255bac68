// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors.js';
import type { PolicyMode } from '../policy/types.js';

export const RESULT_SCHEMA = 'modelprovenance.dev/result/v1alpha1';

/** May this model go on? `undecided` is never a pass. */
export type Verdict = 'pass' | 'fail' | 'undecided';

/** `PASSED`, or the reason of the first requirement that was not met, or the error that kept us from deciding. */
export type ResultCode = 'PASSED' | ErrorCode;

/** One line of the answer: what was asked, what was found, and what to do. */
export interface RequirementResult {
  /** `identity`, `signature`, ... or `rule:<id>` */
  readonly id: string;
  readonly outcome: Verdict;
  readonly asked: string;
  readonly found: string;
  readonly fix?: string;
  readonly code: ResultCode;
  /** set when the line is advisory: it never changes the verdict */
  readonly mode?: 'warn' | 'audit';
  /** id of the exception that waives it */
  readonly exception?: string;
}

/** The public contract of `mpk verify --json` and of the last line of `mpk-step`: additions only. */
export interface VerifyResult {
  readonly schema: typeof RESULT_SCHEMA;
  readonly verdict: Verdict;
  readonly code: ResultCode;
  readonly mode: PolicyMode;
  readonly model: {
    readonly uri: string;
    readonly manifestDigest?: string;
    readonly omsRootDigest?: string;
    /** names in the folder that are not part of the model, the first twenty */
    readonly ignored?: readonly string[];
  };
  readonly policy?: { readonly name: string; readonly version?: string; readonly digest: string };
  readonly requirements: readonly RequirementResult[];
  /** set where only a part of the model was looked at: then there is no digest, and no pass */
  readonly scope?: {
    /** globs over names */
    readonly only: readonly string[];
    /** how many files */
    readonly lookedAt: number;
    readonly notLookedAt: number;
    /** the first twenty */
    readonly notLookedAtNames: readonly string[];
  };
  /** what changes no verdict and should be known */
  readonly warnings?: readonly string[];
  /** why nothing could be decided, where an error did that */
  readonly error?: { readonly message: string; readonly hint?: string };
  /** path of the report, where one was written */
  readonly report?: string;
}
