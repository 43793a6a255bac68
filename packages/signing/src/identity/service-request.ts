// SPDX-License-Identifier: Apache-2.0
import { MpkError, asObject, asString, isMpkError, parseJson, type JsonObject } from '@mpk/core';
import { readAtMost } from './response-body.js';
import { MAX_TOKEN_BYTES } from './token.js';

/** For one request and its answer. */
const REQUEST_TIMEOUT_MS = 20_000;
/** Largest answer: a token or two with a little JSON around them. */
export const MAX_ANSWER_BYTES = 4 * MAX_TOKEN_BYTES;

/** One request to a service that identities or trust come from. */
export interface ServiceRequest {
  /** whom it goes to, for messages: `GitHub's token service` */
  readonly service: string;
  readonly url: URL;
  /** text is JSON, parameters are a form; a request with a body is a POST */
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

/** What a service answered. Untrusted, and a secret. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/**
 * Sends one request and reads its answer, bounded in time and size; no redirect is followed, as secrets would follow it.
 *
 * Errors hold nothing of request and answer but host and status, and have no cause: what `fetch` throws may quote the headers.
 *
 * @throws MpkError `NETWORK_UNAVAILABLE`: unreachable, 5xx, 429; `NETWORK_REFUSED`: any other answer but 2xx;
 * `INPUT_TOO_LARGE`; `CANCELLED`
 */
export async function askService(request: ServiceRequest): Promise<ServiceAnswer> {
  const limit = AbortSignal.timeout(request.timeoutMs ?? REQUEST_TIMEOUT_MS);
  const signal = request.signal === undefined ? limit : AbortSignal.any([limit, request.signal]);
  try {
    const response = await fetch(request.url, {
      ...(request.body !== undefined && { method: 'POST', body: request.body }),
      headers: { accept: 'application/json', ...request.headers },
      redirect: 'manual',
      signal,
    });
    await assertTaken(response, request);
    const { status, headers } = response;
    return { status, headers, body: await readBody(response, request) };
  } catch (error) {
    if (isMpkError(error)) throw error;
    if (request.signal?.aborted === true) throw new MpkError('CANCELLED', `${request.service} was not waited for`);
    const reason = limit.aborted ? 'no answer in time' : systemCode(error);
    throw new MpkError('NETWORK_UNAVAILABLE', `${request.service} at ${request.url.host} cannot be reached: ${reason}`);
  }
}

async function readBody(response: Response, request: ServiceRequest): Promise<Buffer> {
  if (response.ok || request.takeRefusals === 'with-body') {
    return readAtMost(response, request.maxBytes ?? MAX_ANSWER_BYTES);
  }
  await response.body?.cancel();
  return Buffer.alloc(0);
}

async function assertTaken(response: Response, request: ServiceRequest): Promise<void> {
  const { status } = response;
  const isTemporary = status >= 500 || status === 429;
  if (response.ok || (request.takeRefusals !== undefined && status >= 400 && !isTemporary)) return;
  await response.body?.cancel();
  const what = status >= 300 && status < 400 ? `${status}, a redirect, which is not followed` : String(status);
  throw new MpkError(
    isTemporary ? 'NETWORK_UNAVAILABLE' : 'NETWORK_REFUSED',
    `${request.service} at ${request.url.host} answered ${what}`,
    { hint: request.hints?.[status] ?? (isTemporary ? 'try again later' : undefined) },
  );
}

/** Of a failed `fetch` only the system's code is fit to be shown. */
function systemCode(error: unknown): string {
  const code = (error as { cause?: { code?: unknown } } | undefined)?.cause?.code;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : 'unknown reason';
}

/** An answer as a JSON object; the error does not quote it. @throws MpkError `INPUT_MALFORMED` */
export function answerObject(body: Uint8Array, what: string): JsonObject {
  try {
    return asObject(parseJson(body, { maxBytes: MAX_ANSWER_BYTES, what }), what);
  } catch (error) {
    if (!isMpkError(error)) throw error;
    throw new MpkError('INPUT_MALFORMED', `${what} is not a JSON object`);
  }
}

/** The text of one member of an answer that must hold a token. @throws MpkError `TOKEN_INVALID` */
export function tokenIn(answer: ServiceAnswer, member: string, what: string): string {
  try {
    return asString(answerObject(answer.body, what)[member], `${what} ${member}`);
  } catch (error) {
    throw isMpkError(error) ? new MpkError('TOKEN_INVALID', error.message) : error;
  }
}

/**
 * A secret as it may stand in an HTTP header: `fetch` quotes what it cannot send.
 *
 * @param name - where the secret came from
 * @throws MpkError `TOKEN_INVALID`
 */
export function headerSecret(secret: string, name: string): string {
  if (!/^[\x21-\x7e]+$/.test(secret)) throw new MpkError('TOKEN_INVALID', `${name} holds no token`);
  return secret;
}
