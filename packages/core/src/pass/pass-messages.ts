// SPDX-License-Identifier: Apache-2.0
import { MpkError, codeOf, isMpkError, type ErrorCode } from '../errors.js';
import type { ModelFile } from '../model/open-model.js';
import type { FileResults } from './read-through.js';

/** What a worker is started with. */
export interface PassWorkerData {
  /** names of all consumers that any file may ask for */
  readonly mpkPass: { readonly consumers: readonly string[] };
}

/** Main thread to worker: read these files. */
export interface PassBatch {
  /** fewer files than cores: read ahead while consuming */
  readonly overlap: boolean;
  readonly files: readonly {
    readonly index: number;
    readonly file: ModelFile;
    readonly consumers: readonly string[];
  }[];
}

/** An error on its way across threads: class and stack do not survive, code and text do. */
export interface SentError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
}

/** Worker to main thread. */
export type PassMessage =
  | { readonly kind: 'bytes'; readonly count: number }
  | { readonly kind: 'batch'; readonly results: readonly { readonly index: number; readonly results: FileResults }[] }
  | { readonly kind: 'error'; readonly error: SentError };

export const sendError = (error: unknown): SentError => ({
  code: codeOf(error),
  message: error instanceof Error ? error.message : 'unknown error',
  hint: isMpkError(error) ? error.hint : undefined,
});

export const receiveError = ({ code, message, hint }: SentError): MpkError => new MpkError(code, message, { hint });
