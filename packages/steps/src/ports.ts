// SPDX-License-Identifier: Apache-2.0
import type { Evidence, VerifyResult } from '@mpk/core';

/** A policy as a step hands it on: a file whose folder may be trusted too, or bytes alone. */
export type GivenPolicy = { readonly path: string } | { readonly bytes: Uint8Array; readonly source: string };

/** How far a pass has come. */
export interface StepProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly files: number;
  readonly totalFiles: number;
}

/** One model to verify; answered by `@mpk/kit/verify`. */
export interface VerifyRequest {
  readonly model: string;
  readonly uri?: string;
  readonly policy?: GivenPolicy;
  readonly keyPath?: string;
  readonly lockPath?: string;
  readonly signaturePaths?: readonly string[];
  readonly jobs?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: StepProgress) => void;
  readonly env?: NodeJS.ProcessEnv;
}

/** What the kit made of one model. `exitCode` is after the policy's mode: `warn` and `audit` give 0. */
export interface VerifyAnswer {
  readonly result: VerifyResult;
  readonly evidence?: Evidence;
  /** SHA-256 (lowercase hex) of the bundles that made the signature requirement pass; without them none travels on */
  readonly acceptedBundles?: readonly string[];
  readonly exitCode: number;
}

/** How to sign. Passwords and tokens are secrets: they come from files or the environment, never from parameters. */
export type SignMethod =
  | { readonly key: { readonly privateKeyPath: string; readonly password?: string } }
  | {
      readonly certificate: {
        readonly privateKeyPath: string;
        readonly password?: string;
        readonly certificatePath: string;
        readonly chainPaths?: readonly string[];
      };
    }
  | {
      readonly keyless: {
        readonly tokenPath?: string;
        readonly fulcioUrl: string;
        readonly rekorUrl: string;
        readonly tsaUrl?: string;
      };
    };

/** One model to sign; answered by `@mpk/kit/sign`. */
export interface SignRequest {
  readonly model: string;
  readonly outputPath?: string;
  readonly method: SignMethod;
  readonly overwrite?: boolean;
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}

/** What was signed and where the bundle lies. */
export interface SignAnswer {
  readonly bundlePath: string;
  readonly bundleSha256: string;
  readonly manifestDigest: string;
  readonly omsRootDigest: string;
  readonly files: number;
  readonly sizeBytes: number;
}

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
  writeReport(folder: string, answer: VerifyAnswer): Promise<{ html: string; markdown: string; json: string }>;
  /** absent where this build has no Kubernetes client */
  readConfigMap?(namespace: string, name: string): Promise<ConfigMapContent>;
}
