// SPDX-License-Identifier: Apache-2.0
import {
  Observable,
  ResponseContext,
  SelfDecodingBody,
  type ObservableMiddleware,
  type RequestContext,
} from '@kubernetes/client-node';
import { MpkError, isMpkError, parseJson } from '@mpk/core';

type Dispatcher = NonNullable<ReturnType<RequestContext['getDispatcher']>>;

/** Deepest chain of causes that is searched. */
const MAX_CAUSES = 8;

/** What one exchange may take. */
export interface ExchangeLimits {
  /** what is asked for, for messages */
  readonly what: string;
  readonly timeoutMs: number;
  /** of the answer, decompressed */
  readonly maxBytes: number;
  /** judges the answer as it came; what it throws passes through */
  readonly assertAnswer: (json: unknown) => void;
}

/**
 * One request of the Kubernetes client and its answer, bounded in time and size; for one call only.
 *
 * The client alone follows redirects, waits for minutes, reads answers of any size, takes the last of two equal JSON keys, and
 * quotes answers in its errors.
 */
export class BoundedExchange implements ObservableMiddleware {
  readonly #limits: ExchangeLimits;
  readonly #signal: AbortSignal;
  #dispatcher: Dispatcher | undefined;
  #isAnswered = false;

  constructor(limits: ExchangeLimits) {
    this.#limits = limits;
    this.#signal = AbortSignal.timeout(limits.timeoutMs);
  }

  /** Called by the client before the request. */
  pre(request: RequestContext): Observable<RequestContext> {
    const dispatcher = request.getDispatcher();
    // Without one the client would take Node's own, which trusts every public authority.
    if (dispatcher === undefined) throw new MpkError('INTERNAL', 'the Kubernetes client has no connection of its own');
    this.#dispatcher = dispatcher;
    request.setDispatcher(onlyOneRequest(dispatcher, this.#limits.what));
    request.setSignal(this.#signal);
    return new Observable(Promise.resolve(request));
  }

  /** Called by the client before it looks at the answer. */
  post(response: ResponseContext): Observable<ResponseContext> {
    return new Observable(this.#read(response));
  }

  async #read({ httpStatusCode, body }: ResponseContext): Promise<ResponseContext> {
    const { what, maxBytes, assertAnswer } = this.#limits;
    assertOk(httpStatusCode, what);
    const bytes = await readBody(body.stream(), what, maxBytes);
    this.#isAnswered = true;
    assertAnswer(parseJson(bytes, { maxBytes, what }));
    const headers = { 'content-type': 'application/json' };
    return new ResponseContext(httpStatusCode, headers, new SelfDecodingBody(Promise.resolve(bytes)));
  }

  /**
   * What a failure of the call comes to.
   *
   * Only a code is taken from foreign errors: the request, with its token, may be in their texts and properties.
   */
  explain(error: unknown): MpkError {
    const { what } = this.#limits;
    const causes = causesOf(error);
    const own = causes.find(isMpkError);
    if (own !== undefined) return own;
    if (this.#isAnswered) return new MpkError('INPUT_MALFORMED', `${what} is not what the Kubernetes API describes`);
    const reason = this.#signal.aborted ? 'no answer in time' : (codeIn(causes) ?? 'unknown reason');
    return new MpkError('NETWORK_UNAVAILABLE', `the Kubernetes API is unreachable: ${reason}`);
  }

  /** Ends the connection: what is kept alive would keep the process alive. */
  async close(): Promise<void> {
    await this.#dispatcher?.destroy();
  }
}

/** A redirect would be a second request, to wherever the first one's answer says. */
function onlyOneRequest(dispatcher: Dispatcher, what: string): Dispatcher {
  let isAsked = false;
  return dispatcher.compose((dispatch) => (options, handler) => {
    if (isAsked) throw new MpkError('NETWORK_REFUSED', `the Kubernetes API answered with a redirect for ${what}`);
    isAsked = true;
    return dispatch(options, handler);
  });
}

function assertOk(status: number, what: string): void {
  if (status === 200) return;
  if (status === 429 || status >= 500) {
    throw new MpkError('NETWORK_UNAVAILABLE', `the Kubernetes API answered ${status} for ${what}`);
  }
  const hint = HINTS[status];
  throw new MpkError(
    'NETWORK_REFUSED',
    `the Kubernetes API answered ${status} for ${what}`,
    hint === undefined ? {} : { hint },
  );
}

const HINTS: Readonly<Record<number, string>> = {
  401: "mount a valid token of the pod's service account",
  403: 'allow the service account to get that ConfigMap',
  404: 'create the ConfigMap, or correct its namespace and name',
};

async function readBody(stream: ReadableStream<Uint8Array> | null, what: string, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of stream ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) {
      throw new MpkError('INPUT_TOO_LARGE', `the Kubernetes API answers with over ${maxBytes} bytes for ${what}`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let at = error; at instanceof Error && causes.length < MAX_CAUSES; at = at.cause) causes.push(at);
  return causes;
}

/** Codes such as `ECONNREFUSED`; the deepest one says most. */
const codeIn = (causes: readonly unknown[]): string | undefined =>
  causes
    .map((cause) => (cause as { code?: unknown }).code)
    .findLast((code) => typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) as string | undefined;
