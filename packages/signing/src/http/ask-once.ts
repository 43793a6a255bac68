// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { describe, sendOnce, type ServiceAnswer, type ServiceRequest } from './send-once.js';

/** For one request and its answer. */
const REQUEST_TIMEOUT_MS = 20_000;
/** Largest answer: a token or two with a little JSON around them. */
export const MAX_ANSWER_BYTES = 128 * 1024;

/** One question to a service that identities or trust come from. */
export interface Question {
  /** whom it goes to, for messages: `GitHub's token service` */
  readonly service: string;
  readonly url: URL;
  /** text is JSON, parameters are a form; a question with a body is a POST */
  readonly body?: string | URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
  /** default 20 s */
  readonly timeoutMs?: number;
  /** ends it early: `CANCELLED` */
  readonly signal?: AbortSignal;
  /** HTTP status -> what to do about it */
  readonly hints?: Readonly<Record<number, string>>;
  /** of the answer; default {@link MAX_ANSWER_BYTES} */
  readonly maxBytes?: number;
  /** returns refusals (4xx but 429) as well: for protocols that explain them in the body, or whose statuses are answers */
  readonly takeRefusals?: 'with-body' | 'without-body';
}

/**
 * Asks once, bounded in time and size; no redirect is followed, as secrets would follow it. The answer is untrusted, and may be
 * a secret.
 *
 * @throws MpkError `NETWORK_UNAVAILABLE`: unreachable, 5xx, 429; `NETWORK_REFUSED`: any other answer but 2xx;
 * `INPUT_TOO_LARGE`; `CANCELLED`. Nothing of question and answer but host and status is in it
 */
export async function askOnce(question: Question): Promise<ServiceAnswer> {
  const { service: name, url, body, maxBytes = MAX_ANSWER_BYTES, signal } = question;
  const request: ServiceRequest = {
    name,
    url,
    method: body === undefined ? 'GET' : 'POST',
    headers: { accept: 'application/json', ...typeOf(body), ...question.headers },
    maxBytes,
    hasBody: (status) => isTaken(status) || question.takeRefusals === 'with-body',
    ...(body !== undefined && { body: String(body) }),
    ...(signal !== undefined && { signal }),
  };
  const answer = await sendOnce(request, question.timeoutMs ?? REQUEST_TIMEOUT_MS);
  assertTaken(answer.status, question, describe(request));
  return answer;
}

const typeOf = (body: Question['body']): Readonly<Record<string, string>> =>
  body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' } : {};

const isTaken = (status: number): boolean => status >= 200 && status < 300;

function assertTaken(status: number, { takeRefusals, hints }: Question, who: string): void {
  const isTemporary = status >= 500 || status === 429;
  if (isTaken(status)) return;
  if (takeRefusals !== undefined && status >= 400 && !isTemporary) return;
  const what = status >= 300 && status < 400 ? `${status}, a redirect, which is not followed` : String(status);
  throw new MpkError(isTemporary ? 'NETWORK_UNAVAILABLE' : 'NETWORK_REFUSED', `${who} answered ${what}`, {
    hint: hints?.[status] ?? (isTemporary ? 'try again later' : undefined),
  });
}
