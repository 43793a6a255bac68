// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from 'node:os';
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
