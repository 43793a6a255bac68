// SPDX-License-Identifier: Apache-2.0
import { MpkError, canonicalJson } from '@mpk/core';
import { assertSignedByLog, parseCheckpoint, type Checkpoint } from './checkpoint.js';
import { rootOfInclusion } from './inclusion-proof.js';
import type { LogEntry } from './log-entry.js';
import type { LogKey } from './log-key.js';
import { isWithin } from './period.js';

/**
 * Checks that an entry is in the tree whose head it brings along. Whether a trusted log signed that head is not looked at.
 *
 * @returns that head
 * @throws MpkError `LOG_ENTRY_INVALID`
 */
export function assertIncluded({ proof, body }: LogEntry): Checkpoint {
  const checkpoint = parseCheckpoint(proof.checkpoint);
  const { treeSize, rootHash } = checkpoint;
  if (rootOfInclusion(body, { ...proof, treeSize }).equals(rootHash)) return checkpoint;
  throw invalid('is not in the tree that it is said to be in');
}

/**
 * Verifies that a trusted log holds an entry: inclusion proof, signed checkpoint, and the promise where there is one.
 *
 * @returns the log
 * @throws MpkError `LOG_ENTRY_INVALID`
 */
export function verifyInclusion(entry: LogEntry, logs: readonly LogKey[]): LogKey {
  const log = logs.find(({ id }) => id.equals(entry.logId));
  if (log === undefined) throw invalid('is of a log that is not trusted');
  assertSignedByLog(assertIncluded(entry), log);
  if (entry.promise !== undefined) assertPromised(entry, entry.promise, log);
  return log;
}

/** The promise (SET) is what makes the integrated time of version 1 a fact. */
function assertPromised({ body, index, logId, integratedTime }: LogEntry, promise: Buffer, log: LogKey): void {
  const promised = {
    body: body.toString('base64'),
    integratedTime: Math.floor((integratedTime?.getTime() ?? 0) / 1000),
    logID: logId.toString('hex'),
    logIndex: index,
  };
  if (!log.signed(Buffer.from(canonicalJson(promised)), promise))
    throw invalid('has a promise that its log did not give');
}

/** Checks that a log was trusted at a time. @throws MpkError `LOG_ENTRY_INVALID` */
export function assertTrustedAt(log: LogKey, time: Date): void {
  if (!isWithin(log.validFor, time)) throw invalid('is from outside the time that its log is trusted for');
}

const invalid = (problem: string): MpkError =>
  new MpkError('LOG_ENTRY_INVALID', `the transparency log entry ${problem}`);
