// SPDX-License-Identifier: Apache-2.0
import type { PassProgress } from '@mpk/core';
import type {
  KeylessServiceChoice,
  PrivateKey,
  SignOptions,
  SignOutcome,
  SigningMethod,
  TimestampService,
} from '@mpk/kit/sign';
import type { RecordOptions, RecordOutcome, RunInput } from '@mpk/kit/record';
import type { PolicySource, VerifyOptions, VerifyOutcome } from '@mpk/kit/verify';

/** A policy as a step hands it on: a file whose folder may be trusted too, or bytes alone. */
export type GivenPolicy = PolicySource;

/** How far a pass has come. */
export type StepProgress = PassProgress;

/** One model to verify; the part of the kit's options that a step uses. */
export type VerifyRequest = Pick<
  VerifyOptions,
  | 'model'
  | 'uri'
  | 'policy'
  | 'keyPath'
  | 'lockPath'
  | 'signaturePaths'
  | 'attestationPaths'
  | 'acceptVsa'
  | 'vsa'
  | 'jobs'
  | 'signal'
  | 'onProgress'
  | 'env'
>;

/** What the kit made of one model. Where nothing says which bundles counted, none travels on. */
export type VerifyAnswer = Omit<VerifyOutcome, 'acceptedBundles'> & Partial<Pick<VerifyOutcome, 'acceptedBundles'>>;

/** A key of a step: a file. Who may write a pipeline must not name programs to run. */
type FileKey = Extract<PrivateKey, { privateKeyPath: string }>;

/** How to sign. Passwords and tokens are secrets: they come from files or the environment, never from parameters. */
export type SignMethod =
  | { readonly key: FileKey; readonly timestamp?: TimestampService }
  | {
      readonly certificate: FileKey & { readonly certificatePath: string; readonly chainPaths?: readonly string[] };
      readonly timestamp?: TimestampService;
    }
  | Extract<SigningMethod, { keyless: unknown }>;

/** Which Sigstore services sign. */
export type KeylessServices = KeylessServiceChoice;

/** One model to sign; the part of the kit's options that a step uses. */
export type SignRequest = Pick<SignOptions, 'model' | 'outputPath' | 'method' | 'overwrite' | 'signal' | 'env'>;

/** What was signed and where the bundle lies. */
export type SignAnswer = SignOutcome;

/** A model or dataset that a recorded command is given. */
export type RecordInput = RunInput;

/** A command to run and record; it runs where the step runs, and gets the signals that the step gets. */
export type RecordRequest = Omit<RecordOptions, 'signal' | 'cwd' | 'resume'>;

/** How the command ended, and what was recorded of it where it ended well. */
export type RecordAnswer = RecordOutcome;

/** A Kubernetes ConfigMap, named as `namespace/name`, or `namespace/name/key` for one of its keys. */
export interface ConfigMapContent {
  /** text by key; keys are file names without a slash */
  readonly data: Readonly<Record<string, string>>;
  readonly resourceVersion: string;
}

/** Everything outside a step, so that a test can stand at the edge. */
export interface StepPorts {
  verify(request: VerifyRequest): Promise<VerifyAnswer>;
  sign(request: SignRequest): Promise<SignAnswer>;
  record(request: RecordRequest): Promise<RecordAnswer>;
  writeReport(folder: string, answer: VerifyAnswer): Promise<{ html: string; markdown: string; json: string }>;
  /** absent where this build has no Kubernetes client */
  readConfigMap?(namespace: string, name: string): Promise<ConfigMapContent>;
}
