// SPDX-License-Identifier: Apache-2.0
import { availableParallelism, homedir } from 'node:os';
import { MpkError } from '@mpk/core';
import { VERSION } from './version.js';

/** The kit as it names itself in evidence. */
export const TOOL = { name: 'mpk', version: VERSION } as const;

let workerEntry: URL | string = new URL('./worker-entry.js', import.meta.url);

/** Sets the module that workers of the pass start from: for programs bundled into one file, which re-enter themselves. */
export function setWorkerEntry(entry: URL | string): void {
  workerEntry = entry;
}

export const currentWorkerEntry = (): URL | string => workerEntry;

/** Worker threads where the caller names no number: one per core that this process may use. */
export const defaultJobs = (): number => availableParallelism();

/** The user's home. @throws MpkError `INPUT_UNREADABLE` for a user without one, as in some containers */
export function homeFolder(env: NodeJS.ProcessEnv): string {
  if (env['HOME'] !== undefined && env['HOME'] !== '') return env['HOME'];
  try {
    return homedir();
  } catch (cause) {
    throw new MpkError('INPUT_UNREADABLE', 'this user has no home folder', {
      cause,
      hint: 'set HOME, or HF_HUB_CACHE',
    });
  }
}
