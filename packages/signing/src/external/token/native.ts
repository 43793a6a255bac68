// SPDX-License-Identifier: Apache-2.0
import type * as Koffi from 'koffi';
import { Refusal } from './refusal.js';

export type { Koffi };

/**
 * Loads koffi, which calls C for us. It is an optional package: who signs without PKCS#11 need not have it.
 *
 * @throws Refusal `unsupported`
 */
export async function loadKoffi(): Promise<typeof Koffi> {
  try {
    return await import('koffi');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    throw missing
      ? new Refusal('unsupported', 'the optional package koffi is not installed', 'npm install koffi@3.3.4')
      : new Refusal('unsupported', 'koffi cannot be loaded on this platform');
  }
}

const STDOUT = 1;
const STDERR = 2;

/** C functions that this file declares return numbers. */
type CFunction = (...args: unknown[]) => number;

/**
 * Keeps the module from two things that it may do in a process: write to stdout, which belongs to the answer, and hang on after
 * everybody who would end it is gone. Does nothing on Windows.
 *
 * @returns the descriptor that the answer goes to
 */
export function guardProcess(koffi: typeof Koffi, lifetimeSeconds: number): number {
  if (process.platform === 'win32') return STDOUT;
  const c = koffi.load(null);
  const dup: CFunction = c.func('int dup(int)');
  const dup2: CFunction = c.func('int dup2(int, int)');
  const alarm: CFunction = c.func('unsigned int alarm(unsigned int)');
  alarm(lifetimeSeconds);
  const answer = dup(STDOUT);
  return answer >= 0 && dup2(STDERR, STDOUT) >= 0 ? answer : STDOUT;
}
