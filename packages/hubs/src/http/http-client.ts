// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { MpkError, isMpkError } from '@mpk/core';
import { TransientError, withRetries, type Wait } from './retry.js';

/** Most redirects of one request. */
const MAX_REDIRECTS = 5;
/** Longest that a server may stay silent, before its answer or between two pieces of it. */
const SILENCE_MS = 60_000;

/** The global `fetch`, or one like it. */
export type Fetch = typeof globalThis.fetch;

/** Options of {@link HttpClient}. */
export interface HttpClientOptions {
  /** base address; `http:` only on this machine when there is a token */
  readonly endpoint: string;
  readonly token?: string;
  readonly signal?: AbortSignal;
  readonly fetch?: Fetch;
  readonly wait?: Wait;
  /** the one next step where the server refuses */
  readonly refusedHint: string;
}

/** An answer, with its body in bounded pieces. */
export interface HttpAnswer {
  readonly headers: Headers;
  readonly body: () => AsyncGenerator<Uint8Array>;
}

/**
 * GETs from one endpoint, with retries. The token goes to that endpoint's origin and to no other, however redirects lead.
 */
export class HttpClient {
  readonly origin: string;
  private readonly base: string;
  private readonly fetch: Fetch;
  private readonly wait: Wait;
  private readonly stop = new AbortController();
  private readonly signal: AbortSignal;

  /** @throws MpkError `INPUT_MALFORMED` for an endpoint that is none; `TOKEN_INVALID` for a token that cannot be sent */
  constructor(private readonly options: HttpClientOptions) {
    const url = parseEndpoint(options.endpoint);
    assertToken(options.token, url);
    this.origin = url.origin;
    this.base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
    this.fetch = options.fetch ?? globalThis.fetch;
    this.wait = options.wait ?? ((ms, signal) => sleep(ms, undefined, { signal }));
    this.signal = AbortSignal.any([this.stop.signal, ...(options.signal ? [options.signal] : [])]);
  }

  /** The address of a path below the endpoint. */
  address(path: string): string {
    return `${this.base}${path}`;
  }

  /** Ends all requests of this client. */
  close(): void {
    this.stop.abort();
  }

  /**
   * Requests an address and lets `use` read the answer; a broken connection repeats both.
   *
   * @param what - names the thing in errors, for addresses may carry secrets of their own
   * @throws MpkError `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`, `CANCELLED`; whatever `use` throws
   */
  async get<T>(address: string, what: string, use: (answer: HttpAnswer) => Promise<T>): Promise<T> {
    try {
      return await withRetries(this.signal, this.wait, () => this.attempt(address, what, use));
    } catch (error) {
      if (this.options.signal?.aborted) throw new MpkError('CANCELLED', `reading ${what} was cancelled`);
      throw error;
    }
  }

  private async attempt<T>(address: string, what: string, use: (answer: HttpAnswer) => Promise<T>): Promise<T> {
    const silence = new Silence(this.signal);
    try {
      const response = await this.follow(address, what, silence);
      return await use({ headers: response.headers, body: () => pieces(response, silence) });
    } catch (error) {
      if (isMpkError(error) || error instanceof TransientError || this.signal.aborted) throw error;
      throw new TransientError(`${what} could not be read from ${this.origin}`, null, { cause: error });
    } finally {
      // Ends the connection where the body was not read to its end.
      silence.end();
    }
  }

  private async follow(address: string, what: string, silence: Silence): Promise<Response> {
    let url = new URL(address);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const response = await this.fetch(url, {
        redirect: 'manual',
        headers: this.headers(url),
        signal: silence.signal,
      });
      silence.heard();
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) return this.accept(response, what);
      await response.body?.cancel();
      url = nextUrl(location, url, what);
    }
    throw new MpkError('NETWORK_REFUSED', `${what} is redirected more than ${MAX_REDIRECTS} times`);
  }

  private headers(url: URL): Record<string, string> {
    const { token } = this.options;
    // identity: sizes and digests are those of the bytes as stored.
    const headers = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'model-provenance-kit' };
    return token && url.origin === this.origin ? { ...headers, authorization: `Bearer ${token}` } : headers;
  }

  private accept(response: Response, what: string): Response {
    const { status } = response;
    if (status === 200) return response;
    const message = `${what}: ${this.origin} answered ${status}`;
    if (status === 429 || status >= 500) throw new TransientError(message, response.headers.get('retry-after'));
    throw new MpkError('NETWORK_REFUSED', message, { hint: this.options.refusedHint });
  }
}

/** Aborts a request when its server is silent for too long, or the outer signal aborts. */
class Silence {
  private readonly controller = new AbortController();
  private timer = setTimeout(() => this.controller.abort(), SILENCE_MS);
  readonly signal: AbortSignal;

  constructor(outer: AbortSignal) {
    this.signal = AbortSignal.any([outer, this.controller.signal]);
  }

  heard(): void {
    this.timer.refresh();
  }

  end(): void {
    clearTimeout(this.timer);
    this.controller.abort();
  }
}

async function* pieces(response: Response, silence: Silence): AsyncGenerator<Uint8Array> {
  if (response.body === null) return;
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    silence.heard();
    yield piece;
  }
}

function parseEndpoint(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.search === '')
    return url;
  throw new MpkError('INPUT_MALFORMED', 'the endpoint is not an https address', { hint: 'set it like https://host' });
}

function assertToken(token: string | undefined, url: URL): void {
  if (!token) return;
  if (!/^[\x21-\x7e]{1,4096}$/.test(token)) {
    throw new MpkError('TOKEN_INVALID', 'the access token has characters that no token has', {
      hint: 'set HF_TOKEN to the token alone, without spaces and line feeds',
    });
  }
  if (url.protocol === 'http:' && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)) {
    throw new MpkError('TOKEN_INVALID', `the access token is not sent to ${url.origin}, which is not encrypted`, {
      hint: 'use an https endpoint, or unset HF_TOKEN',
    });
  }
}

function nextUrl(location: string, from: URL, what: string): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && from.protocol === 'http:');
  if (url && safe) return url;
  throw new MpkError('NETWORK_REFUSED', `${what} is redirected to an address that is not https`);
}
