// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

/** How often one request is sent at most. */
export const MAX_ATTEMPTS = 4;
/** Longest wait before the next attempt, whatever the server asks for. */
export const MAX_WAIT_MS = 30_000;
const FIRST_WAIT_MS = 500;

/** Waits; rejects when the signal aborts. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** A failure that may pass: the attempt is worth repeating. Never leaves this package. */
export class TransientError extends Error {
  /** @param retryAfter - the server's header, untrusted */
  constructor(
    message: string,
    readonly retryAfter: string | null = null,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
  }
}

/**
 * Repeats what fails with {@link TransientError}, with growing waits or those that the server asks for.
 *
 * @throws MpkError `NETWORK_UNAVAILABLE` after {@link MAX_ATTEMPTS}; whatever else `attempt` throws, at once
 */
export async function withRetries<T>(signal: AbortSignal, wait: Wait, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      if (tries >= MAX_ATTEMPTS) {
        throw new MpkError('NETWORK_UNAVAILABLE', `${error.message}, ${tries} times`, {
          cause: error.cause,
          hint: 'try again later',
        });
      }
      await wait(waitFor(error.retryAfter, tries), signal);
    }
  }
}

/** Milliseconds until the next attempt. `Retry-After` has seconds or a date (RFC 9110 section 10.2.3). */
export function waitFor(retryAfter: string | null, tries: number): number {
  const growing = FIRST_WAIT_MS * 2 ** (tries - 1);
  if (retryAfter === null) return growing;
  const asked = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now();
  return Number.isNaN(asked) ? growing : Math.min(MAX_WAIT_MS, Math.max(0, asked));
}
