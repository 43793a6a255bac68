// SPDX-License-Identifier: Apache-2.0
import {
  MAX_EVIDENCE_BYTES,
  exitOf,
  parseEvidence,
  readFileBounded,
  resultOfError,
  type EffectivePolicy,
} from '@mpk/core';
import { loadPolicy, type PolicySource } from './policy.js';
import { judgeEvidence, type VerifyOutcome } from './verify.js';

/** Options of {@link decide}. */
export interface DecideOptions {
  /** path of the evidence document, as `mpk verify --report` or `--evidence` wrote it */
  readonly evidencePath: string;
  readonly policy: PolicySource;
  readonly now?: Date;
  /** says where this user's cache of trust is */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Judges stored evidence again, without the model.
 *
 * Signatures are verified anew from the bundles in the evidence. The files' digests are believed: the answer is worth what
 * the storage of the evidence is worth.
 */
export async function decide(options: DecideOptions): Promise<VerifyOutcome> {
  let uri = options.evidencePath;
  let policy: EffectivePolicy | undefined;
  try {
    policy = await loadPolicy(options.policy, options.now);
    const evidence = readEvidence(options.evidencePath);
    uri = evidence.model.uri;
    const { result, acceptedBundles } = await judgeEvidence(evidence, policy, {
      now: options.now ?? new Date(),
      env: options.env ?? {},
    });
    return { result, evidence, acceptedBundles, exitCode: exitOf(result) };
  } catch (error) {
    const result = resultOfError(error, uri, policy);
    return { result, acceptedBundles: [], exitCode: exitOf(result) };
  }
}

/** Reads an evidence document. @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED` */
export const readEvidence = (path: string): ReturnType<typeof parseEvidence> =>
  parseEvidence(readFileBounded(path, { maxBytes: MAX_EVIDENCE_BYTES, what: 'evidence' }));
