// SPDX-License-Identifier: Apache-2.0
import { isMpkError } from '@mpk/core';
import { ENV, type StepContext } from './context.js';
import { MAX_TERMINATION_BYTES, cutToBytes } from './human.js';
import { openInPlace } from './output-file.js';

const DEFAULT_TERMINATION_LOG = '/dev/termination-log';

/** Where Kubernetes wants the reason of an exit. */
export const terminationLogPath = (env: StepContext['env']): string =>
  env[ENV.terminationLog] ?? DEFAULT_TERMINATION_LOG;

/**
 * Writes the reason of the exit where Kubernetes shows it, cut to 4096 bytes.
 *
 * Only where the platform made the file, and in place: it is a mount. A reason that cannot be shown there changes no verdict: it
 * is on stderr as well.
 */
export async function writeTerminationLog(text: string, context: StepContext): Promise<void> {
  try {
    const file = await openInPlace(terminationLogPath(context.env));
    try {
      await file.writeFile(cutToBytes(text, MAX_TERMINATION_BYTES));
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ERR_ACCESS_DENIED') return;
    const reason = isMpkError(error) ? error.message : (code ?? 'unknown reason');
    context.stderr(`the termination log was not written: ${reason}\n`);
  }
}
