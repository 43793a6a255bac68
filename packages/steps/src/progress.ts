// SPDX-License-Identifier: Apache-2.0
import type { StepContext } from './context.js';
import type { StepProgress } from './ports.js';

/** A line of progress at most this often. */
const INTERVAL_MS = 10_000;

/** Makes a listener that writes a line about a long pass now and then, so that a pipeline's log shows that it lives. */
export function progressLog(context: Pick<StepContext, 'stderr'>, now = Date.now): (progress: StepProgress) => void {
  let last = now();
  return ({ bytes, totalBytes, files, totalFiles }) => {
    if (now() - last < INTERVAL_MS) return;
    last = now();
    context.stderr(`read ${gigabytes(bytes)} of ${gigabytes(totalBytes)} GB, ${files} of ${totalFiles} files\n`);
  };
}

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(2);
