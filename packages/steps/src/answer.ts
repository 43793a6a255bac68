// SPDX-License-Identifier: Apache-2.0
import {
  RESULT_SCHEMA,
  codeOf,
  exitFor,
  isMpkError,
  type ErrorCode,
  type JsonObject,
  type Verdict,
  type VerifyResult,
} from '@mpk/core';
import type { Verb } from './call.js';
import { writeOutput } from './output-file.js';

/** What one output artifact becomes: bytes that `write` puts at its path, and what the platform should know of it. */
export interface ArtifactContent {
  readonly metadata: JsonObject;
  /** replaces the artifact's own URI: for content that needs no upload */
  readonly uri?: string;
  readonly write?: (path: string) => Promise<void>;
}

/** A value of an output parameter. */
export type ParameterValue = string | boolean | number;

/** The one result object of a step. Dialects render it; they decide nothing. */
export interface StepAnswer {
  readonly verb: Verb;
  readonly exitCode: number;
  /** printed as the last line of stdout, cut to size */
  readonly result: StepResult;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** by name, besides {@link resultArtifact}; an absent one is not written */
  readonly artifacts: Readonly<Record<string, ArtifactContent>>;
  /** tells what was written before its outputs, such as a report, of a failure that took this answer's place */
  readonly amend?: (failure: StepAnswer) => Promise<void>;
}

export const SIGN_RESULT_SCHEMA = 'modelprovenance.dev/step-sign/v1alpha1';
export const RECORD_RESULT_SCHEMA = 'modelprovenance.dev/step-record/v1alpha1';
export const GATE_RESULT_SCHEMA = 'modelprovenance.dev/step-gate/v1alpha1';

/** What went wrong, for people. */
export interface ResultError {
  readonly message: string;
  readonly hint?: string;
}

/** One of several models in a step's result. */
export interface ModelSummary {
  readonly uri: string;
  readonly verdict: Verdict;
  readonly code: VerifyResult['code'];
  readonly manifestDigest?: string;
}

/** The verify contract; with several models, the worst one's result and a line for each. */
export interface StepVerifyResult extends VerifyResult {
  readonly models?: readonly ModelSummary[];
}

export interface StepSignResult {
  readonly schema: typeof SIGN_RESULT_SCHEMA;
  readonly signed: boolean;
  readonly code: 'PASSED' | ErrorCode;
  readonly model: { readonly uri: string; readonly manifestDigest?: string; readonly omsRootDigest?: string };
  readonly bundle?: { readonly path: string; readonly sha256: string };
  readonly error?: ResultError;
}

export interface StepRecordResult {
  readonly schema: typeof RECORD_RESULT_SCHEMA;
  readonly recorded: boolean;
  readonly code: 'PASSED' | ErrorCode;
  readonly model: { readonly uri: string; readonly manifestDigest?: string; readonly omsRootDigest?: string };
  readonly bundle?: { readonly path: string; readonly sha256: string };
  readonly provenance?: { readonly path: string; readonly sha256: string };
  /** how the command ended: its exit code, or the signal that ended it */
  readonly command?: { readonly exitCode: number } | { readonly signal: string };
  /** names of what looked like secrets */
  readonly notRecorded?: readonly string[];
  readonly error?: ResultError;
}

export interface StepGateResult {
  readonly schema: typeof GATE_RESULT_SCHEMA;
  readonly open: boolean;
  readonly verdict: string;
  readonly code: string;
  readonly mode: string;
  readonly error?: ResultError;
}

export type StepResult = StepVerifyResult | StepSignResult | StepRecordResult | StepGateResult;

/** The parameters of each verb where nothing is known: every declared output must exist, on failure too. */
export const EMPTY_PARAMETERS = {
  verify: { verdict: 'undecided', passed: false, code: '', mode: 'enforce', digest: '', policy_digest: '' },
  sign: { signed: false, code: '', digest: '', oms_root_digest: '', bundle_digest: '', files: 0, size_bytes: 0 },
  record: {
    recorded: false,
    code: '',
    digest: '',
    oms_root_digest: '',
    bundle_digest: '',
    provenance_digest: '',
    files: 0,
    size_bytes: 0,
  },
  gate: { verdict: '', digest: '' },
} as const satisfies Record<Verb, Record<string, ParameterValue>>;

/** The artifacts that each verb can give. */
export const ARTIFACT_NAMES = {
  verify: ['report', 'result', 'verified_model', 'vsa'],
  sign: ['signature', 'signed_model'],
  record: ['trained_model', 'provenance'],
  gate: [],
} as const satisfies Record<Verb, readonly string[]>;

/** The result as an artifact: every answer has it, so that no older one stays where it belongs. */
export function resultArtifact(result: StepResult): ArtifactContent {
  const { code } = result;
  const metadata = 'verdict' in result ? { verdict: result.verdict, code } : { code };
  return { metadata, write: (path) => writeOutput(path, `${JSON.stringify(result, null, 2)}\n`) };
}

/** What an error says to people; a foreign error's text is not shown, because it may quote input. */
export const errorText = (error: unknown): ResultError =>
  isMpkError(error)
    ? { message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) }
    : { message: 'unexpected failure' };

/** The answer when an error kept a step from its work: never a pass, whatever the verb. */
export function failureAnswer(verb: Verb, error: unknown, uri = ''): StepAnswer {
  const code = codeOf(error);
  const exitCode = exitFor(code);
  const common = { verb, exitCode, artifacts: {} };
  const text = errorText(error);
  if (verb === 'verify') {
    const verdict: Verdict = exitCode === exitFor('REQUIREMENT_FAILED') ? 'fail' : 'undecided';
    const result: StepVerifyResult = {
      schema: RESULT_SCHEMA,
      verdict,
      code,
      mode: 'enforce',
      model: { uri },
      requirements: [],
      error: text,
    };
    return { ...common, result, parameters: { ...EMPTY_PARAMETERS.verify, verdict, code } };
  }
  if (verb === 'sign') {
    const result: StepSignResult = { schema: SIGN_RESULT_SCHEMA, signed: false, code, model: { uri }, error: text };
    return { ...common, result, parameters: { ...EMPTY_PARAMETERS.sign, code } };
  }
  if (verb === 'record') {
    const result: StepRecordResult = {
      schema: RECORD_RESULT_SCHEMA,
      recorded: false,
      code,
      model: { uri },
      error: text,
    };
    return { ...common, result, parameters: { ...EMPTY_PARAMETERS.record, code } };
  }
  const result: StepGateResult = {
    schema: GATE_RESULT_SCHEMA,
    open: false,
    verdict: 'undecided',
    code,
    mode: 'enforce',
    error: text,
  };
  return { ...common, result, parameters: { ...EMPTY_PARAMETERS.gate, verdict: 'undecided' } };
}
