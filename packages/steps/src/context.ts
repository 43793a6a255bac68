// SPDX-License-Identifier: Apache-2.0
import type { MpkError } from '@mpk/core';
import type { StepPorts } from './ports.js';

/** Environment variables, as given to the process. */
export type StepEnv = Readonly<Record<string, string | undefined>>;

/** What a step may touch besides the paths that its inputs name. */
export interface StepContext {
  readonly argv: readonly string[];
  readonly env: StepEnv;
  readonly ports: StepPorts;
  /** results: one line of JSON, last */
  stdout(text: string): void;
  /** everything for people */
  stderr(text: string): void;
  /** an empty folder of this step's own, removed by the caller */
  readonly scratchFolder: string;
  /** a file that the image's builder may have put there: the policy's SHA-256, which no pipeline can change */
  readonly imagePinPath: string;
  readonly signal?: AbortSignal;
  /** why nothing may be done but to say so: the surroundings that a step needs are not there */
  readonly refusal?: MpkError;
}

/** Where an image keeps its pin. */
export const IMAGE_PIN_PATH = '/etc/mpk/policy-digest';

/** Names of the environment variables that a step reads; `docs/tutorials/kubeflow.md` lists them. */
export const ENV = {
  /** folder that holds mounted policies; default {@link DEFAULT_POLICY_ROOT} */
  policyRoot: 'MPK_POLICY_ROOT',
  /** digest that the effective policy must have */
  policyDigest: 'MPK_POLICY_DIGEST',
  /** the one place, a ConfigMap, that a policy may come from */
  policyConfigMap: 'MPK_POLICY_CONFIGMAP',
  terminationLog: 'MPK_TERMINATION_LOG',
  xcom: 'MPK_XCOM_PATH',
  keyPassword: 'MPK_KEY_PASSWORD',
  fulcioUrl: 'SIGSTORE_FULCIO_URL',
  rekorUrl: 'SIGSTORE_REKOR_URL',
  tsaUrl: 'SIGSTORE_TSA_URL',
  signingConfig: 'SIGSTORE_SIGNING_CONFIG',
  tufUrl: 'SIGSTORE_TUF_URL',
  tufRoot: 'SIGSTORE_TUF_ROOT',
  /** folder with what was fetched from TUF repositories */
  trustCache: 'MPK_TRUST_CACHE',
} as const;

export const DEFAULT_POLICY_ROOT = '/policy';
export const DEFAULT_POLICY_NAME = 'policy.yaml';
