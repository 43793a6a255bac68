// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one run of a program took; `status` is null where it was killed or ran past its limit. */
export interface Run {
  readonly status: number | null;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly maxRssBytes: number;
  readonly stdout: string;
  readonly stderr: string;
  /** what it left in {@link REPORT} of its working directory, else what it printed */
  readonly report: string;
}

/** A scanner that breaks the lines of what it prints is told to write there. */
export const REPORT = 'report.json';

/** Where programs run, and how long they may. */
export interface RunOptions {
  /** an empty folder: working directory and home of what is run */
  readonly scratch: string;
  readonly timeoutSeconds: number;
}

/** No scanner tells anybody of a run, and none keeps what it found of an earlier one. */
const QUIET = { PROMPTFOO_DISABLE_TELEMETRY: '1', NO_ANALYTICS: '1', DO_NOT_TRACK: '1', CI: 'true', NO_COLOR: '1' };

const python = process.env['PYTHON'] ?? 'python3';

/** Whether there is a Python to run and to measure with. */
export const havePython = (): boolean => spawnSync(python, ['--version']).status === 0;

/** Runs a program under `usage.py`, in a folder of its own and without anybody's settings. */
export function run(command: readonly string[], { scratch, timeoutSeconds }: RunOptions): Run {
  const resultFile = join(scratch, 'usage.json');
  const args = [join(import.meta.dirname, 'usage.py'), String(timeoutSeconds), resultFile, ...command];
  const env = { ...QUIET, PATH: process.env['PATH'], HOME: scratch, XDG_CACHE_HOME: join(scratch, 'cache') };
  const child = spawnSync(python, args, { cwd: scratch, env, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (child.status !== 0) throw new Error(`could not run ${command.join(' ')}: ${child.stderr}`);
  const usage = JSON.parse(readFileSync(resultFile, 'utf8')) as Omit<Run, 'stdout' | 'stderr' | 'report'>;
  const reportFile = join(scratch, REPORT);
  const report = existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : child.stdout;
  return { ...usage, stdout: child.stdout, stderr: child.stderr, report };
}
