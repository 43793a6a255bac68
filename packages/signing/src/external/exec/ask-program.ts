// SPDX-License-Identifier: Apache-2.0
import { MpkError, showName } from '@mpk/core';
import type { Environment } from '../../identity/environment.js';
import { statedErrorIn, type Speaker } from './answer.js';
import { diagnosticLines } from './diagnostics.js';
import { programEnvironment } from './environment.js';
import { MAX_ANSWER_BYTES, requestBytes, type RequestSettings, type SignerRequest } from './protocol.js';
import { runProgram, type ProgramEnd } from './run-program.js';

/** Waits for one answer: a person may have to touch something. */
export const DEFAULT_TIMEOUT_MS = 60_000;
/** Longest time that may be waited. */
export const MAX_TIMEOUT_MS = 60 * 60_000;

/** Which program holds a key, and how to run it. */
export interface ExecOptions extends RequestSettings {
  /** the program (a path, or a name that PATH leads to) and its arguments; no shell sees them */
  readonly command: readonly string[];
  /** for messages; default is the program's name */
  readonly name?: string;
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

/**
 * Asks a program once.
 *
 * @returns its whole output, unparsed, of a process that ended well or an answer that is an error
 * @throws MpkError `SIGNER_FAILED`, `CANCELLED`, `USAGE`; what the program states as its error
 */
export async function askProgram(request: SignerRequest, options: ExecOptions): Promise<Buffer> {
  const { configuration, secrets } = options;
  const timeoutMs = assertTimeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const speaker = speakerOf(options);
  const diagnostics = diagnosticLines(options.onDiagnostic ?? (() => undefined), speaker.secrets);
  const end = await runProgram({
    command: options.command,
    environment: programEnvironment(options.environment ?? process.env, options.passEnvironment ?? []),
    input: requestBytes({ ...request, configuration, secrets }),
    maxOutputBytes: MAX_ANSWER_BYTES,
    timeoutMs,
    onStderr: (chunk) => diagnostics.push(chunk),
    signal: options.signal,
  });
  diagnostics.end();
  const problem = problemOf(end, timeoutMs);
  if (problem === undefined) return end.stdout;
  if (end.stopped === 'cancelled') throw new MpkError('CANCELLED', `${speaker.name} was cancelled`);
  const stated = end.stopped === undefined ? statedErrorIn(end.stdout, speaker) : undefined;
  throw stated ?? new MpkError('SIGNER_FAILED', `${speaker.name} ${problem}`, { hint: hintFor(options) });
}

/** Who is asked, for messages. */
export const speakerOf = ({ command, name, secrets = {} }: ExecOptions): Speaker => ({
  name: name ?? `the signer program ${showName(command[0] ?? '')}`,
  secrets: Object.values(secrets),
});

/** Timers take too long a time for none at all. */
function assertTimeout(ms: number): number {
  if (ms > 0 && ms <= MAX_TIMEOUT_MS) return ms;
  throw new MpkError('USAGE', `a signer program cannot be given ${ms} ms, expected more than 0 and at most ${MAX_TIMEOUT_MS}`);
}

function problemOf({ stopped, exitCode, killedBy, stdout }: ProgramEnd, timeoutMs: number): string | undefined {
  if (stopped === 'cancelled') return 'was cancelled';
  if (stopped === 'timeout') return `gave no answer within ${timeoutMs / 1000} s`;
  if (stopped === 'output') return `wrote more than ${MAX_ANSWER_BYTES} bytes`;
  if (killedBy !== null) return `crashed (${killedBy})`;
  if (exitCode !== 0) return `ended with status ${exitCode ?? 'unknown'}`;
  return stdout.length === 0 ? 'ended without an answer' : undefined;
}

const hintFor = ({ onDiagnostic }: ExecOptions): string =>
  onDiagnostic === undefined
    ? 'run it by hand: docs/reference/signer-plugin.md says how'
    : 'what it wrote on stderr may say why; to run it by hand see docs/reference/signer-plugin.md';
