// SPDX-License-Identifier: Apache-2.0
import { MpkError, codeOf } from '@mpk/core';
import { askOnce } from '../http/ask-once.js';
import { assertServiceUrl, baseUrl } from '../keyless/service-url.js';
import type { TufSource } from './tuf-client.js';

/** For all requests of one update together. */
const UPDATE_TIMEOUT_MS = 60_000;
/** S3 and its like say 403 for what is not there. */
const NOT_THERE = [403, 404];

/** Options of {@link tufMirror}. */
export interface TufMirrorOptions {
  /** for everything together; default 60 s */
  readonly timeoutMs?: number;
  /** ends it early: `CANCELLED` */
  readonly signal?: AbortSignal;
}

/**
 * A TUF repository over HTTP. What it answers is untrusted: it is bounded in size and time, and no redirect is followed.
 *
 * `read` throws `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`, `INPUT_TOO_LARGE`, `CANCELLED`.
 *
 * @throws MpkError `USAGE` for a URL that is not https (http to this machine aside)
 */
export function tufMirror(url: string, options: TufMirrorOptions = {}): TufSource {
  const base = baseUrl(assertServiceUrl(url, 'the URL of the TUF mirror'));
  const limit = AbortSignal.timeout(options.timeoutMs ?? UPDATE_TIMEOUT_MS);
  const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
  return {
    read: async (path, maxBytes) => {
      try {
        return await readFile(new URL(`${base}/${path}`), maxBytes, signal);
      } catch (error) {
        if (codeOf(error) !== 'CANCELLED' || options.signal?.aborted === true) throw error;
        throw new MpkError('NETWORK_UNAVAILABLE', `the TUF mirror at ${new URL(base).host} takes too long`);
      }
    },
  };
}

async function readFile(url: URL, maxBytes: number, signal: AbortSignal): Promise<Buffer | undefined> {
  const answer = await askOnce({ service: 'the TUF mirror', url, maxBytes, signal, takeRefusals: 'without-body' });
  if (NOT_THERE.includes(answer.status)) return undefined;
  if (answer.status < 400) return answer.body;
  throw new MpkError('NETWORK_REFUSED', `the TUF mirror at ${url.host} answered ${answer.status}`, {
    hint: 'check the URL of the mirror',
  });
}
