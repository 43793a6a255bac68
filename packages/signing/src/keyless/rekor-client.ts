// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import type { Certificate } from '../certificate/certificate.js';
import { assertLogged } from './log-body.js';
import { parseLogEntry, type LogEntry } from './log-entry.js';
import type { Patience } from './service-client.js';
import { useAnswer } from './service-client.js';
import type { ServiceRequest } from '../http/send-once.js';
import type { SignedContent } from './signed-content.js';
import { assertIncluded } from './verify-log-entry.js';

/** What is to be logged. */
export interface LogRequest {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly content: SignedContent;
  readonly leaf: Certificate;
}

/** A log entry as it goes into a bundle, with what it says. */
export interface CreatedEntry {
  readonly json: JsonObject;
  readonly entry: LogEntry;
}

/** Has a signature logged. @throws MpkError `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED` */
export type CreateEntry = (url: URL, request: LogRequest, patience: Patience) => Promise<CreatedEntry>;

/** Largest answer: a version 1 returns the entry, which holds no payload. */
export const MAX_ENTRY_BYTES = 1024 * 1024;

/**
 * Checks an entry before it goes into a bundle: it is about this signature, and in the tree that it brings along.
 *
 * @param entry - as `TransparencyLogEntry` in JSON
 * @throws MpkError `NETWORK_REFUSED`
 */
export function checkedEntry(
  service: Pick<ServiceRequest, 'name' | 'url'>,
  json: JsonObject,
  { content, leaf }: LogRequest,
): CreatedEntry {
  const entry = useAnswer(service, 'it holds no log entry with its proof', () => parseLogEntry(json));
  useAnswer(service, 'the entry is about another signature', () =>
    assertLogged(entry, content, { certificate: leaf.der }),
  );
  useAnswer(service, 'the entry is not in the tree that it is said to be in', () => assertIncluded(entry));
  return { json, entry };
}
