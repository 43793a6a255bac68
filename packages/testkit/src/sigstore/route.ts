// SPDX-License-Identifier: Apache-2.0

/** What a service answers. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** Answers one POST. */
export type Route = (body: string) => Promise<Answer>;

/** An answer in JSON. */
export const json = (status: number, value: unknown): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});

/** A refusal as Sigstore's services word it. */
export const refuse = (status: number, message: string): Answer => json(status, { code: 3, message });
