// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MpkError } from '@mpk/core';
import { sendPage } from './page.js';
import { knownError, oauthError } from './token-endpoint.js';

/** Cosign's path, so that a provider which lists paths knows it. */
const REDIRECT_PATH = '/auth/callback';
const MAX_CONNECTIONS = 16;
/** For a browser on this machine to send its request. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Longest code that is taken. */
const MAX_CODE_CHARS = 4096;

/** Which answer is waited for. */
export interface ExpectedRedirect {
  /** that was sent along, and that nobody else knows */
  readonly state: string;
  /** where the answer names an issuer, it must be this one */
  readonly issuer: string;
  /** the answer must name its issuer: RFC 9207 section 2.4 */
  readonly mustNameIssuer: boolean;
  /** ends the wait */
  readonly signal: AbortSignal;
}

/** The place that the provider sends the browser back to. */
export interface RedirectListener {
  /** `http://127.0.0.1:PORT/auth/callback` */
  readonly redirectUri: string;
  /** the authorization code; rejects with what the provider said instead, or when the signal ends the wait */
  readonly code: Promise<string>;
}

/**
 * Listens on a free port of 127.0.0.1 while `use` runs, and for exactly one good answer.
 *
 * Anything else (another path, method, state or issuer; a parameter twice) gets an error page and is ignored. The listener is
 * closed in every case.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8252 section 7.3
 */
export async function withRedirectListener<T>(
  expected: ExpectedRedirect,
  use: (listener: RedirectListener) => Promise<T>,
): Promise<T> {
  const { promise: code, resolve, reject } = Promise.withResolvers<string>();
  // Whoever awaits it sees the rejection; that nobody does yet is no crash.
  code.catch(() => undefined);
  let isAnswered = false;
  let host = '';
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    const answer = readAnswer(request, host, expected);
    if (typeof answer === 'number') {
      sendPage(response, answer);
      return;
    }
    if (isAnswered) {
      sendPage(response, 410);
      return;
    }
    isAnswered = true;
    // Once the page is out, or the browser gone: what follows closes the listener.
    response.once('close', () =>
      answer.error === undefined ? resolve(answer.code) : reject(oauthError(answer.error)),
    );
    sendPage(response, answer.error === undefined ? 200 : 403);
  });
  server.maxConnections = MAX_CONNECTIONS;
  const onAbort = (): void => reject(new MpkError('CANCELLED', 'the answer of the browser was not waited for'));
  expected.signal.addEventListener('abort', onAbort);
  if (expected.signal.aborted) onAbort();
  try {
    host = await listen(server);
    return await use({ redirectUri: `http://${host}${REDIRECT_PATH}`, code });
  } finally {
    expected.signal.removeEventListener('abort', onAbort);
    server.close();
    server.closeAllConnections();
  }
}

type Answer = { readonly code: string; readonly error?: undefined } | { readonly error: string };

/** The status of the error page, for what is no answer of this provider to this request. */
function readAnswer(request: IncomingMessage, host: string, expected: ExpectedRedirect): Answer | 400 | 404 {
  const url = URL.parse(request.url ?? '', `http://${host}`);
  if (url?.pathname !== REDIRECT_PATH) return 404;
  // Another host than ours is a page that has its own name point here.
  if (request.method !== 'GET' || request.headers.host !== host) return 400;
  const [state, code, error, iss] = ['state', 'code', 'error', 'iss'].map((name) => url.searchParams.getAll(name));
  if (!isOnly(state, expected.state)) return 400;
  const mayBeUnnamed = !expected.mustNameIssuer && iss?.length === 0;
  if (!mayBeUnnamed && !isOnly(iss, expected.issuer)) return 400;
  if (error?.length === 1 && code?.length === 0) return { error: knownError(error[0]) };
  const [only = '', ...others] = code ?? [];
  const isCode = only !== '' && only.length <= MAX_CODE_CHARS && others.length === 0 && error?.length === 0;
  return isCode ? { code: only } : 400;
}

const isOnly = (values: readonly string[] | undefined, expected: string): boolean =>
  values?.length === 1 && values[0] === expected;

async function listen(server: Server): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => resolve(undefined));
  try {
    await promise;
  } catch (cause) {
    throw new MpkError('CHECK_BROKEN', 'no port of this machine can be listened on for the browser', {
      cause,
      hint: 'sign in with a device code instead',
    });
  }
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
