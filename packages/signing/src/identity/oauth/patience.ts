// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

/** How long a person is waited for. */
export interface Patience {
  readonly timeoutMs: number;
  /** ends the wait early: `CANCELLED` */
  readonly signal?: AbortSignal;
}

/**
 * Runs `use` with a signal that ends it when the time is over or the caller wants no more.
 *
 * @throws MpkError `TOKEN_INVALID` when the time is over, `CANCELLED`, and what `use` throws
 */
export async function withPatience<T>(patience: Patience, use: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const limit = AbortSignal.timeout(patience.timeoutMs);
  const signal = patience.signal === undefined ? limit : AbortSignal.any([limit, patience.signal]);
  try {
    return await use(signal);
  } catch (error) {
    if (patience.signal?.aborted === true) throw new MpkError('CANCELLED', 'signing in was cancelled');
    if (!limit.aborted) throw error;
    const seconds = Math.ceil(patience.timeoutMs / 1000);
    throw new MpkError('TOKEN_INVALID', `nobody signed in within ${seconds} s`, { hint: 'start again' });
  }
}
