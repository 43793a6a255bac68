// SPDX-License-Identifier: Apache-2.0
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { MpkError, isMpkError } from '@mpk/core';

/** A service and what to ask it. */
export interface ServiceRequest {
  /** for messages: `Fulcio` */
  readonly name: string;
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** largest answer */
  readonly maxBytes: number;
  /** which answers have a body that is read, by status; default all */
  readonly hasBody?: (status: number) => boolean;
  /** ends it early: `CANCELLED` */
  readonly signal?: AbortSignal;
}

/** An answer, whatever its status. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const TIMED_OUT = 'TIMED_OUT';

/**
 * Sends one request and reads its answer, once. Redirects are answers, not followed. An answer that is too large, or not
 * complete in time, is cut off.
 *
 * Over https a proxy of the environment (`HTTPS_PROXY`, `NO_PROXY`) is used; it sees addresses only. Plain http, which is
 * for this machine, never leaves it.
 *
 * @throws MpkError `NETWORK_UNAVAILABLE` with the system's reason, `INPUT_TOO_LARGE`, `CANCELLED`; nothing of request and answer
 * is in it
 */
export async function sendOnce(request: ServiceRequest, timeoutMs: number): Promise<ServiceAnswer> {
  try {
    return await exchange(request, timeoutMs);
  } catch (error) {
    if (isMpkError(error)) throw error;
    if (request.signal?.aborted === true) throw new MpkError('CANCELLED', `${describe(request)} was not waited for`);
    // No cause: such errors may show headers and addresses in full.
    throw new MpkError('NETWORK_UNAVAILABLE', `${describe(request)} ${reasonOf(error)}`, {
      hint: 'check the URL and the network, then try again',
    });
  }
}

function exchange(request: ServiceRequest, timeoutMs: number): Promise<ServiceAnswer> {
  const { url, method, body, signal } = request;
  return new Promise((resolve, reject) => {
    const outgoing = open(url, { method, headers: { ...request.headers, ...lengthOf(body) }, signal });
    const timer = setTimeout(() => outgoing.destroy(withCode(TIMED_OUT)), timeoutMs);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    outgoing.on('error', fail);
    outgoing.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      readBody(response, request).then(
        (answer) => {
          clearTimeout(timer);
          resolve({ status, headers, body: answer });
        },
        (error: unknown) => {
          outgoing.destroy();
          fail(error as Error);
        },
      );
    });
    outgoing.end(body);
  });
}

/**
 * A request of Node's own client. Loaded here and in this way: `import` of these modules reads all their names, one of
 * which loads an HTTP client of 50 ms.
 */
function open(url: URL, options: RequestOptions): ClientRequest {
  if (url.protocol === 'http:') {
    const { Agent, request } = process.getBuiltinModule('node:http');
    return request(url, { ...options, agent: new Agent({ keepAlive: false }) });
  }
  const { Agent, request } = process.getBuiltinModule('node:https');
  return request(url, { ...options, agent: new Agent({ keepAlive: false, proxyEnv: process.env }) });
}

async function readBody(response: IncomingMessage, request: ServiceRequest): Promise<Buffer> {
  if (request.hasBody?.(response.statusCode ?? 0) === false) {
    response.destroy();
    return Buffer.alloc(0);
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > request.maxBytes) {
      throw new MpkError(
        'INPUT_TOO_LARGE',
        `${describe(request)} gave an answer of more than ${request.maxBytes} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const lengthOf = (body: string | Uint8Array | undefined): Record<string, number> =>
  body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };

const withCode = (code: string): Error => Object.assign(new Error(code), { code });

function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  if (code === TIMED_OUT) return 'cannot be reached: no answer in time';
  const known = typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code);
  return known ? `cannot be reached: ${code}` : 'cannot be reached';
}

/** A service in words: its name and host. */
export const describe = ({ name, url }: Pick<ServiceRequest, 'name' | 'url'>): string => `${name} at ${url.host}`;
