// SPDX-License-Identifier: Apache-2.0
import * as Flags from '@oclif/core/flags';
import type { ReadingOptions } from '@mpk/kit/measure';
import { createProgressBar } from './output/progress-bar.js';

/** Flags of every command that reads a model's bytes. */
export const jobsFlag = {
  jobs: Flags.integer({ min: 1, max: 64, description: 'threads that read; default one per core' }),
};

export const cacheFlag = {
  cache: Flags.boolean({
    description: 'reuse digests of files that have not changed since this user last read them',
    default: false,
  }),
};

/** Reading options from flags, with a progress bar on a terminal. */
export function readingOptions(
  flags: { readonly jobs?: number | undefined; readonly cache?: boolean },
  context: { readonly quiet: boolean; readonly signal: AbortSignal },
): ReadingOptions {
  return {
    jobs: flags.jobs,
    cache: flags.cache,
    env: process.env,
    signal: context.signal,
    onProgress: createProgressBar(process.stderr, { quiet: context.quiet, env: process.env }),
  };
}
