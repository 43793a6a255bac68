// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import type { RecordInput, SignMethod } from './ports.js';

/** What a step can do. */
export const VERBS = ['verify', 'sign', 'record', 'gate'] as const;
export type Verb = (typeof VERBS)[number];

/** What a negative answer does: `fail` exits with its code, `report` exits 0 so that the platform keeps the outputs. */
export type OnFailure = 'fail' | 'report';

/** A model as the platform gave it. `uri` and `metadata` are attacker-controlled; `path` was derived by the dialect. */
export interface ModelInput {
  readonly uri: string;
  /** absolute local path; or, on a command line, a URI that the kit finds on this machine */
  readonly path: string;
  readonly metadata: JsonObject;
  /** the path was derived from the URI alone: there lies what the platform fetched from it */
  readonly isFromUri?: boolean;
}

/**
 * Where a policy comes from. `operator`: named on the command line by whoever owns the process. `mounted`: a path named by
 * the pipeline. `artifact` and `text`: content that the pipeline itself carries.
 */
export type PolicyInput =
  | { readonly from: 'none' }
  | { readonly from: 'operator'; readonly path: string }
  | { readonly from: 'mounted'; readonly path: string }
  | { readonly from: 'configmap'; readonly reference: string }
  | { readonly from: 'artifact'; readonly path: string }
  | { readonly from: 'text'; readonly text: string };

/** One request to verify; all models must pass. */
export interface VerifyCall {
  readonly verb: 'verify';
  readonly models: readonly ModelInput[];
  readonly policy: PolicyInput;
  readonly keyPath?: string;
  readonly lockPath?: string;
  readonly signaturePath?: string;
  /** folders and files with attestations, besides those beside the model */
  readonly attestationPaths?: readonly string[];
  /** let a summary of an earlier pass stand for the work, where the policy allows it */
  readonly acceptVsa?: boolean;
  /** sign a summary of the decision with this key */
  readonly vsa?: { readonly keyPath: string; readonly verifierId?: string };
  readonly jobs?: number;
  readonly onFailure: OnFailure;
  /** kept folder for the report; a scratch folder otherwise */
  readonly reportFolder?: string;
  /** whether a verified model is copied to where the platform wants it */
  readonly handOn: boolean;
}

export interface SignCall {
  readonly verb: 'sign';
  readonly model: ModelInput;
  readonly method: SignMethod;
  /** where the bundle goes; undefined: where the kit puts it by default */
  readonly outputPath?: string;
  readonly overwrite: boolean;
  readonly handOn: boolean;
}

/** A command that makes a model or dataset, to be run and recorded. */
export interface RecordCall {
  readonly verb: 'record';
  readonly type: 'training' | 'dataset';
  readonly command: readonly string[];
  /** where the command writes; the platform's name of that */
  readonly output: ModelInput;
  readonly inputs: readonly RecordInput[];
  readonly configPaths: readonly string[];
  readonly metricsPath?: string;
  readonly seed?: number;
  readonly environmentNames: readonly string[];
  /** by digest */
  readonly image?: string;
  readonly builderId?: string;
  readonly invocationId?: string;
  readonly method: SignMethod;
}

/** The verdict of an earlier verify step, to be turned into an exit status. */
export interface GateCall {
  readonly verb: 'gate';
  readonly verdict: string;
  readonly mode: string;
  readonly code: string;
  readonly digest: string;
}

export type StepCall = VerifyCall | SignCall | RecordCall | GateCall;

/** An artifact that the platform wants written, and what it already knows of it. */
export interface OutputArtifact {
  readonly name: string;
  readonly uri: string;
  /** absolute local path; a file or a folder may be made there */
  readonly path: string;
  readonly metadata: JsonObject;
}

/** Everything a platform wants written. Paths are absolute. */
export interface OutputPlan {
  readonly parameters: Readonly<Record<string, string>>;
  readonly artifacts: Readonly<Record<string, OutputArtifact>>;
  /** Kubeflow's executor output file */
  readonly executorOutputPath?: string;
  /** Airflow's XCom file */
  readonly xcomPath?: string;
}

/** Writes nothing: for callers that read the last line. */
export const EMPTY_PLAN: OutputPlan = { parameters: {}, artifacts: {} };
