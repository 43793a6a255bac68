// SPDX-License-Identifier: Apache-2.0
import { setTimeout as wait } from 'node:timers/promises';
import { MpkError, codeOf, isMpkError } from '@mpk/core';
import { describe, sendOnce, type ServiceAnswer, type ServiceRequest } from '../http/send-once.js';

/** How patient to be with services. */
export interface Patience {
  /** for one answer; default 20 s */
  readonly timeoutMs?: number;
  /** how often a service that failed is asked again; default 2 */
  readonly retries?: number;
  /** before the first time; doubles each time; default 1 s */
  readonly retryDelayMs?: number;
}

const REQUEST_TIMEOUT_MS = 20_000;
const RETRIES = 2;
const RETRY_DELAY_MS = 1_000;
/** Answers after which the same request may succeed, besides those from 500: timeout, too many requests. */
const RETRYABLE = [408, 429];

/**
 * Asks a service; once more where it cannot be reached, fails (5xx) or is busy (408, 429).
 *
 * @param accepted - statuses that are answers; default 200 and 201
 * @throws MpkError `NETWORK_UNAVAILABLE` for a service that cannot be reached or fails; `NETWORK_REFUSED` for one that will
 * not. Nothing of request and answer is in it
 */
export async function askService(
  request: ServiceRequest,
  options: Patience & { readonly accepted?: readonly number[]; readonly refusedHint: string },
): Promise<ServiceAnswer> {
  const { accepted = [200, 201], refusedHint, timeoutMs = REQUEST_TIMEOUT_MS } = options;
  return withRetries(options, async () => {
    const answer = await sendOnce(request, timeoutMs);
    const { status } = answer;
    if (accepted.includes(status)) return answer;
    if (status >= 500 || RETRYABLE.includes(status)) {
      throw new MpkError('NETWORK_UNAVAILABLE', `${describe(request)} answered ${status}`, { hint: 'try again later' });
    }
    throw new MpkError('NETWORK_REFUSED', `${describe(request)} answered ${status}`, { hint: refusedHint });
  });
}

async function withRetries<T>(patience: Patience, action: () => Promise<T>): Promise<T> {
  const { retries = RETRIES, retryDelayMs = RETRY_DELAY_MS } = patience;
  for (let attempt = 0; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (attempt >= retries || codeOf(error) !== 'NETWORK_UNAVAILABLE') throw error;
    }
    await wait(retryDelayMs * 2 ** attempt);
  }
}

/**
 * Reads or checks a service's answer. Whatever is wrong with it is said in the caller's words only: the reader's own could
 * quote the answer, and an answer could quote the token.
 *
 * @throws MpkError `NETWORK_REFUSED`
 */
export function useAnswer<T>(request: Pick<ServiceRequest, 'name' | 'url'>, problem: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (!isMpkError(error)) throw error;
    throw unusable(request, problem);
  }
}

/** The refusal of an answer that must not go into a bundle. */
export const unusable = (request: Pick<ServiceRequest, 'name' | 'url'>, problem: string): MpkError =>
  new MpkError('NETWORK_REFUSED', `${describe(request)} gave an answer that cannot be used: ${problem}`, {
    hint: 'check that the URL is of this service; if it is, do not trust it',
  });
