// SPDX-License-Identifier: Apache-2.0
import { isMpkError } from '@mpk/core';

/**
 * Runs `action` and returns the code of the MpkError that it throws or rejects with.
 *
 * Returns `nothing thrown` when it succeeds; any other error is thrown on, so that a test cannot take a crash for a refusal.
 */
export async function thrownCode(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (isMpkError(error)) return error.code;
    throw error;
  }
  return 'nothing thrown';
}
