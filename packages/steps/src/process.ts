// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMAGE_PIN_PATH } from './context.js';
import { KIT_PORTS } from './kit-ports.js';
import type { StepPorts } from './ports.js';
import { runStep } from './run.js';

/** A scratch folder that somebody made before: the sandbox, which may not make one itself. */
export const SCRATCH_VARIABLE = 'MPK_STEP_SCRATCH';

/**
 * Runs the step that this process was started for and sets its exit status.
 *
 * SIGTERM and SIGINT, by which platforms stop a task, cancel the work; the outputs then say `CANCELLED`.
 *
 * @param more - ports of the build at hand, such as its Kubernetes client
 */
export async function runProcess(more: Partial<StepPorts> = {}): Promise<void> {
  const cancelled = new AbortController();
  const cancel = (): void => cancelled.abort();
  process.once('SIGTERM', cancel).once('SIGINT', cancel);
  const scratchFolder = process.env[SCRATCH_VARIABLE] ?? (await mkdtemp(join(tmpdir(), 'mpk-step-')));
  try {
    process.exitCode = await runStep({
      argv: process.argv.slice(2),
      env: process.env,
      ports: { ...KIT_PORTS, ...more },
      stdout: (text) => process.stdout.write(text),
      stderr: (text) => process.stderr.write(text),
      scratchFolder,
      imagePinPath: IMAGE_PIN_PATH,
      signal: cancelled.signal,
    });
  } finally {
    process.off('SIGTERM', cancel).off('SIGINT', cancel);
    await rm(scratchFolder, { recursive: true, force: true }).catch(() => undefined);
  }
}
