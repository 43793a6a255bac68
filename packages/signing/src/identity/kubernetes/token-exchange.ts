// SPDX-License-Identifier: Apache-2.0
import {
  Observable,
  ResponseContext,
  SelfDecodingBody,
  type ObservableMiddleware,
  type RequestContext,
} from '@kubernetes/client-node';
import { MpkError, asObject, asString, isMpkError } from '@mpk/core';
import { MAX_ANSWER_BYTES } from '../../http/ask-once.js';
import { answerObject } from '../token-answer.js';

type Dispatcher = NonNullable<ReturnType<RequestContext['getDispatcher']>>;

const WHAT = 'the Kubernetes API';
/** Deepest chain of causes that is searched. */
const MAX_CAUSES = 8;

/**
 * One request of the Kubernetes client and its answer, bounded in time and size; for one call only.
 *
 * The client alone follows redirects, reads answers of any size and quotes them in its errors.
 */
export class TokenExchange implements ObservableMiddleware {
  #dispatcher: Dispatcher | undefined;
  #token: string | undefined;

  constructor(private readonly signal: AbortSignal) {}

  /** Called by the client before the request. */
  pre(request: RequestContext): Observable<RequestContext> {
    const dispatcher = request.getDispatcher();
    // Without one the client would take Node's own, which trusts every public authority.
    if (dispatcher === undefined) throw new MpkError('INTERNAL', 'the Kubernetes client has no connection of its own');
    this.#dispatcher = dispatcher;
    request.setDispatcher(onlyOneRequest(dispatcher));
    request.setSignal(this.signal);
    return new Observable(Promise.resolve(request));
  }

  /** Called by the client before it looks at the answer. */
  post(response: ResponseContext): Observable<ResponseContext> {
    return new Observable(this.#read(response));
  }

  /** Reads the token itself and gives the client an empty answer: its errors quote what they cannot read. */
  async #read({ httpStatusCode, body }: ResponseContext): Promise<ResponseContext> {
    assertCreated(httpStatusCode);
    const answer = answerObject(await readBody(body.stream()), `the answer of ${WHAT}`);
    this.#token = asString(asObject(answer['status'], 'TokenRequest status')['token'], 'TokenRequest status token');
    const headers = { 'content-type': 'application/json' };
    return new ResponseContext(httpStatusCode, headers, new SelfDecodingBody(Promise.resolve(Buffer.from('{}'))));
  }

  /** @throws MpkError `INTERNAL` before there was an answer */
  token(): string {
    if (this.#token === undefined) throw new MpkError('INTERNAL', 'the Kubernetes client gave back no answer');
    return this.#token;
  }

  /** Only a code is taken from foreign errors: the request, with its token, may be in their texts and properties. */
  explain(error: unknown): MpkError {
    const causes = causesOf(error);
    const own = causes.find(isMpkError);
    if (own !== undefined) return own;
    const reason = this.signal.aborted ? 'no answer in time' : codeIn(causes);
    return new MpkError('NETWORK_UNAVAILABLE', `${WHAT} cannot be reached: ${reason}`);
  }

  /** Ends the connection: what is kept alive would keep the process alive. */
  async close(): Promise<void> {
    await this.#dispatcher?.destroy();
  }
}

/** A redirect would be a second request, to wherever the first one's answer says. */
function onlyOneRequest(dispatcher: Dispatcher): Dispatcher {
  let isAsked = false;
  return dispatcher.compose((dispatch) => (options, handler) => {
    if (isAsked) throw new MpkError('NETWORK_REFUSED', `${WHAT} answered with a redirect, which is not followed`);
    isAsked = true;
    return dispatch(options, handler);
  });
}

const HINTS: Readonly<Record<number, string>> = {
  401: 'mount a valid token of the pod',
  403: 'mount a projected token instead, or allow the service account to create serviceaccounts/token',
  404: 'create the service account, or correct its namespace and name',
};

function assertCreated(status: number): void {
  if (status >= 200 && status < 300) return;
  const code = status >= 500 || status === 429 ? 'NETWORK_UNAVAILABLE' : 'NETWORK_REFUSED';
  throw new MpkError(code, `${WHAT} answered ${status} to the request for a token`, { hint: HINTS[status] });
}

async function readBody(stream: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) {
      throw new MpkError('INPUT_TOO_LARGE', `${WHAT} answers with more than ${MAX_ANSWER_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  // By shape: errors can come from another realm.
  for (let at = error; typeof at === 'object' && at !== null && causes.length < MAX_CAUSES;) {
    causes.push(at);
    at = (at as { cause?: unknown }).cause;
  }
  return causes;
}

/** Codes such as `ECONNREFUSED`; the deepest one says most. */
function codeIn(causes: readonly unknown[]): string {
  const codes = causes.map((cause) => (cause as { code?: unknown }).code);
  const code = codes.findLast((one) => typeof one === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(one));
  return typeof code === 'string' ? code : 'unknown reason';
}
