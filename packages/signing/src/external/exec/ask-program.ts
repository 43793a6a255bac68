// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import type { Environment } from '../../identity/environment.js';
import { statedErrorIn, type Speaker } from './answer.js';
import { diagnosticLines } from './diagnostics.js';
import { programEnvironment } from './environment.js';
import { DEFAULT_TIMEOUT_MS, MAX_ANSWER_BYTES, MAX_TIMEOUT_MS, requestBytes } from './protocol.js';
import type { RequestSettings, SignerRequest } from './protocol.js';
import { runProgram, type ProgramEnd } from './run-program.js';

/** How a program is run. */
export interface ProgramSettings {
  /** variables that it gets besides PATH and HOME, where they are set */
  readonly passEnvironment?: readonly string[];
  /** where those are taken from; default is the environment of this process */
  readonly environment?: Environment;
  /** for one answer, at most an hour; default 60 s */
  readonly timeoutMs?: number;
  /** gets what the program says on stderr: lines that may be printed, a bounded number of them */
  readonly onDiagnostic?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** A program that is ready to be asked. */
export interface Program {
  readonly command: readonly string[];
  /** goes into every request */
  readonly request: RequestSettings;
  readonly settings: ProgramSettings;
  readonly speaker: Speaker;
}

/**
 * Asks a program once.
 *
 * @returns its whole output, unparsed, of a process that ended well
 * @throws MpkError `SIGNER_FAILED`, `CANCELLED`, `USAGE`; what the program states as its error
 */
export async function askProgram(request: SignerRequest, program: Program): Promise<Buffer> {
  const { settings, speaker } = program;
  const timeoutMs = assertTimeout(settings.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const diagnostics = diagnosticLines(settings.onDiagnostic ?? (() => undefined), speaker.secrets);
  const end = await runProgram({
    command: program.command,
    environment: programEnvironment(settings.environment ?? process.env, settings.passEnvironment ?? []),
    input: requestBytes({ ...request, ...program.request }),
    maxOutputBytes: MAX_ANSWER_BYTES,
    timeoutMs,
    onStderr: (chunk) => diagnostics.push(chunk),
    signal: settings.signal,
  });
  diagnostics.end();
  const problem = problemOf(end, timeoutMs);
  if (problem === undefined) return end.stdout;
  if (end.stopped === 'cancelled') throw new MpkError('CANCELLED', `${speaker.name} ${problem}`);
  const stated = end.stopped === undefined ? statedErrorIn(end.stdout, speaker) : undefined;
  throw stated ?? new MpkError('SIGNER_FAILED', `${speaker.name} ${problem}`, { hint: speaker.hint });
}

/** Timers take too long a time for none at all. */
function assertTimeout(ms: number): number {
  if (ms > 0 && ms <= MAX_TIMEOUT_MS) return ms;
  const expected = `more than 0 and at most ${MAX_TIMEOUT_MS}`;
  throw new MpkError('USAGE', `a signer program cannot be given ${ms} ms, expected ${expected}`);
}

function problemOf({ stopped, exitCode, killedBy, stdout }: ProgramEnd, timeoutMs: number): string | undefined {
  if (stopped === 'cancelled') return 'was cancelled';
  if (stopped === 'timeout') return `gave no answer within ${timeoutMs / 1000} s`;
  if (stopped === 'output') return `wrote more than ${MAX_ANSWER_BYTES} bytes`;
  if (killedBy !== null) return `crashed (${killedBy})`;
  if (exitCode !== 0) return `ended with status ${exitCode ?? 'unknown'}`;
  return stdout.length === 0 ? 'ended without an answer' : undefined;
}
