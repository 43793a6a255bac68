// SPDX-License-Identifier: Apache-2.0

/** What a service is asked. */
export interface Asked {
  readonly body: Buffer;
  /** lower case, without parameters */
  readonly contentType: string;
  /** the path behind the route's own, for those that end in a slash */
  readonly rest: string;
  readonly query: URLSearchParams;
}

/** What a service answers. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one request. */
export type Route = (asked: Asked) => Answer | Promise<Answer>;

/** An answer in JSON. */
export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
  headers,
});

/** A refusal as Sigstore's services word it. */
export const refuse = (status: number, message: string): Answer => json(status, { code: 3, message });
