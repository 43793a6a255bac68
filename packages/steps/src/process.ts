// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MpkError, isMpkError } from '@mpk/core';
import { IMAGE_PIN_PATH } from './context.js';
import { KIT_PORTS } from './kit-ports.js';
import type { StepPorts } from './ports.js';
import { runStep } from './run.js';

/** A folder for scratch that somebody made before: the sandbox, which may make one nowhere else. */
export const SCRATCH_VARIABLE = 'MPK_STEP_SCRATCH';

/**
 * Runs the step that this process was started for and sets its exit status.
 *
 * SIGTERM and SIGINT, by which platforms stop a task, cancel the work, however often they come; the outputs then say
 * `CANCELLED`. Whether anybody listens on stdout or stderr changes no answer.
 *
 * @param more - ports of the build at hand, such as its Kubernetes client
 * @param obstacle - what kept the surroundings of the step from being made; then nothing is done but to answer for it
 */
export async function runProcess(more: Partial<StepPorts> = {}, obstacle?: unknown): Promise<void> {
  const cancelled = new AbortController();
  const cancel = (): void => cancelled.abort();
  process.on('SIGTERM', cancel).on('SIGINT', cancel);
  // For good: a closed pipe is told of after the last write.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const scratch = await makeScratch(obstacle);
  try {
    process.exitCode = await runStep({
      argv: process.argv.slice(2),
      env: process.env,
      ports: { ...KIT_PORTS, ...more },
      stdout: (text) => process.stdout.write(text),
      stderr: (text) => process.stderr.write(text),
      imagePinPath: IMAGE_PIN_PATH,
      signal: cancelled.signal,
      ...scratch,
    });
  } finally {
    process.off('SIGTERM', cancel).off('SIGINT', cancel);
    if (scratch.scratchFolder !== '') {
      await rm(scratch.scratchFolder, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

interface Scratch {
  readonly scratchFolder: string;
  readonly refusal?: MpkError;
}

/** A new folder, which is ours to remove; what it is made in is not. */
async function makeScratch(obstacle: unknown): Promise<Scratch> {
  if (obstacle !== undefined) return { scratchFolder: '', refusal: asRefusal(obstacle) };
  try {
    return { scratchFolder: await mkdtemp(join(process.env[SCRATCH_VARIABLE] ?? tmpdir(), 'mpk-step-')) };
  } catch (error) {
    return { scratchFolder: '', refusal: asRefusal(error) };
  }
}

function asRefusal(cause: unknown): MpkError {
  if (isMpkError(cause)) return cause;
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
  return new MpkError('OUTPUT_UNWRITABLE', `cannot make a scratch folder: ${reason}`, {
    cause,
    hint: 'set TMPDIR to a folder that can be written to',
  });
}
