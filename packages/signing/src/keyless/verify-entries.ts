// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import type { ProvenTime } from '../timestamp/verify-timestamp.js';
import { assertLogged, type EntryVerifier } from './log-body.js';
import type { LogEntry } from './log-entry.js';
import type { LogKey } from './log-key.js';
import type { SignedContent } from './signed-content.js';
import { assertTrustedAt, verifyInclusion } from './verify-log-entry.js';

/** An entry that a trusted log holds. */
export interface LoggedEntry {
  readonly log: LogKey;
  /** when it was logged; undefined for a log that does not say (Rekor version 2) */
  readonly time: ProvenTime | undefined;
}

/** What {@link verifyEntries} needs. */
export interface EntriesOptions {
  readonly content: SignedContent;
  /** who signed */
  readonly verifier: EntryVerifier;
  readonly logs: readonly LogKey[];
}

/**
 * Verifies that every entry is about this signature and held by a trusted log.
 *
 * @throws MpkError `LOG_ENTRY_INVALID`, also for one that is there twice
 */
export function verifyEntries(entries: readonly LogEntry[], options: EntriesOptions): readonly LoggedEntry[] {
  assertDistinct(entries);
  return entries.map((entry) => {
    assertLogged(entry, options.content, options.verifier);
    const log = verifyInclusion(entry, options.logs);
    return { log, time: timeOf(entry, log) };
  });
}

/** When the log says that it took an entry, signed or not. */
export const promisedTime = ({ promise, integratedTime }: LogEntry): Date | undefined =>
  promise === undefined ? undefined : integratedTime;

function timeOf(entry: LogEntry, log: LogKey): ProvenTime | undefined {
  const time = promisedTime(entry);
  if (time === undefined) return undefined;
  assertTrustedAt(log, time);
  return { time, restsOn: [log.digest], source: log.digest };
}

function assertDistinct(entries: readonly LogEntry[]): void {
  const seen = new Set(entries.map(({ logId, body }) => `${logId.toString('hex')} ${body.toString('base64')}`));
  if (seen.size < entries.length) throw new MpkError('LOG_ENTRY_INVALID', 'the transparency log entry is there twice');
}
