// SPDX-License-Identifier: Apache-2.0
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { MpkError } from '@mpk/core';

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
}

/** An answer, whatever its status. */
export interface ServiceAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly location: string | undefined;
}

const CHUNK_TOO_MANY = 'ANSWER_TOO_LARGE';
const TIMED_OUT = 'TIMED_OUT';

/**
 * Sends one request and reads its answer, once. Redirects are answers, not followed. An answer that is too large, or not
 * complete in time, is cut off.
 *
 * Over https a proxy of the environment (`HTTPS_PROXY`, `NO_PROXY`) is used; it sees addresses only. Plain http, which is
 * for this machine, never leaves it.
 *
 * @throws MpkError `NETWORK_UNAVAILABLE` with the system's reason; nothing of request and answer is in it
 */
export async function sendOnce(request: ServiceRequest, timeoutMs: number): Promise<ServiceAnswer> {
  try {
    return await exchange(request, timeoutMs);
  } catch (error) {
    // No cause: such errors may show headers and addresses in full.
    throw new MpkError('NETWORK_UNAVAILABLE', `${describe(request)} ${reasonOf(error)}`, {
      hint: 'check the URL and the network, then try again',
    });
  }
}

function exchange(request: ServiceRequest, timeoutMs: number): Promise<ServiceAnswer> {
  const { url, method, headers, body, maxBytes } = request;
  return new Promise((resolve, reject) => {
    const outgoing = open(url, { method, headers: { ...headers, ...lengthOf(body) } });
    const timer = setTimeout(() => outgoing.destroy(withCode(TIMED_OUT)), timeoutMs);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    outgoing.on('error', fail);
    outgoing.on('response', (response) => {
      readBody(response, maxBytes).then(
        (answer) => {
          clearTimeout(timer);
          resolve({ status: response.statusCode ?? 0, body: answer, location: response.headers.location });
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

async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw withCode(CHUNK_TOO_MANY);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const lengthOf = (body: string | Uint8Array | undefined): Record<string, number> =>
  body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };

const withCode = (code: string): Error => Object.assign(new Error(code), { code });

function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  if (code === CHUNK_TOO_MANY) return 'gave an answer that is too large';
  if (code === TIMED_OUT) return 'cannot be reached, or was too slow to answer';
  const known = typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code);
  return known ? `cannot be reached: ${code}` : 'cannot be reached';
}

/** A service in words: its name and host. */
export const describe = ({ name, url }: Pick<ServiceRequest, 'name' | 'url'>): string => `${name} at ${url.host}`;
