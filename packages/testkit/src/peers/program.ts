// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';

const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
const TIMEOUT_MS = 120_000;

/** How a program ended; `status` is null where it was killed. */
export interface ProgramRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and in what environment a program runs; the environment is only what is given here. */
export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a program while this process goes on: it may be the one that serves what the program asks for. */
export function runProgram(path: string, args: readonly string[], options: ProgramOptions = {}): Promise<ProgramRun> {
  const settings = { ...options, encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES, timeout: TIMEOUT_MS } as const;
  return new Promise((resolve, reject) => {
    execFile(path, args, settings, (error, stdout, stderr) => {
      if (error === null) resolve({ status: 0, stdout, stderr });
      else if (typeof error.code === 'number') resolve({ status: error.code, stdout, stderr });
      else if (error.killed === true) resolve({ status: null, stdout, stderr });
      else reject(new Error(`${path} could not be run`, { cause: error }));
    });
  });
}

/**
 * Runs a program that must succeed and returns its stdout.
 *
 * @throws Error with what it said, where its exit status is another than 0
 */
export async function mustRun(path: string, args: readonly string[], options?: ProgramOptions): Promise<string> {
  const { status, stdout, stderr } = await runProgram(path, args, options);
  if (status !== 0) throw new Error(`${path} ${args[0] ?? ''} ended with ${status}: ${stderr}${stdout}`);
  return stdout;
}
