// SPDX-License-Identifier: Apache-2.0
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { startProgram, signalGroup, notStarted } from './process-group.js';

/** How long a program that was told to end may take, before it is made to. */
const KILL_GRACE_MS = 2_000;
/** How long output may still arrive after the program has ended: something of its own may hold the pipe open. */
const DRAIN_MS = 1_000;

/** One process of a program. */
export interface ProgramRun {
  /** the program and its arguments, never a shell's text */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** all that it reads */
  readonly input: Uint8Array;
  readonly maxOutputBytes: number;
  readonly timeoutMs: number;
  readonly onStderr?: (chunk: Buffer) => void;
  readonly signal?: AbortSignal;
}

/** How a process ended. */
export interface ProgramEnd {
  /** at most `maxOutputBytes` */
  readonly stdout: Buffer;
  /** null where a signal ended it */
  readonly exitCode: number | null;
  readonly killedBy: NodeJS.Signals | null;
  /** why it was made to end, if it was */
  readonly stopped: 'timeout' | 'output' | 'cancelled' | undefined;
}

/**
 * Runs a program once, in a process group of its own, of which nothing is left afterwards.
 *
 * @throws MpkError `SIGNER_FAILED` where it cannot be started; `USAGE` for a command without a program, or with a NUL
 */
export function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  const child = startProgram(run.command, run.environment);
  return new Promise((resolve, reject) => {
    const running = new RunningProgram(child, run, resolve);
    child.on('error', (cause) => {
      running.release();
      reject(notStarted(run.command, cause));
    });
  });
}

/** A process from its start to its end: whoever asks first decides why it ends, and everybody gets one result. */
class RunningProgram {
  readonly #chunks: Buffer[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  #length = 0;
  #stopped: ProgramEnd['stopped'];

  constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly run: ProgramRun,
    private readonly done: (end: ProgramEnd) => void,
  ) {
    this.#later(run.timeoutMs, () => this.#stop('timeout'));
    run.signal?.addEventListener('abort', this.#cancel);
    process.on('exit', this.#kill);
    child.stdout.on('data', this.#take);
    child.stderr.on('data', (chunk: Buffer) => run.onStderr?.(chunk));
    // A program need not read what it is asked: its answer decides.
    child.stdin.on('error', () => undefined).end(run.input);
    child.on('exit', this.#exited);
    child.on('close', this.#finish);
    if (run.signal?.aborted === true) this.#cancel();
  }

  /** Lets go of the process, whether it still runs or not. */
  release(): void {
    this.#timers.forEach((timer) => clearTimeout(timer));
    this.run.signal?.removeEventListener('abort', this.#cancel);
    process.off('exit', this.#kill);
    const { stdin, stdout, stderr } = this.child;
    [stdin, stdout, stderr].forEach((stream) => stream.destroy());
    this.child.unref();
  }

  readonly #cancel = (): void => this.#stop('cancelled');
  readonly #kill = (): void => signalGroup(this.child, 'SIGKILL');

  readonly #take = (chunk: Buffer): void => {
    this.#length += chunk.length;
    if (this.#length <= this.run.maxOutputBytes) this.#chunks.push(chunk);
    else this.#stop('output');
  };

  readonly #exited = (): void => {
    // What the program left running has no part in the answer.
    this.#kill();
    this.#later(DRAIN_MS, this.#finish);
  };

  readonly #finish = (): void => {
    this.release();
    const { exitCode, signalCode } = this.child;
    this.done({ stdout: Buffer.concat(this.#chunks), exitCode, killedBy: signalCode, stopped: this.#stopped });
  };

  #stop(why: ProgramEnd['stopped']): void {
    if (this.#stopped !== undefined) return;
    this.#stopped = why;
    signalGroup(this.child, 'SIGTERM');
    this.#later(KILL_GRACE_MS, this.#kill);
    // Not even SIGKILL ends a process that waits inside a broken driver.
    this.#later(KILL_GRACE_MS + DRAIN_MS, this.#finish);
  }

  #later(ms: number, action: () => void): void {
    this.#timers.push(setTimeout(action, ms));
  }
}
