// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const bin = join(import.meta.dirname, '../bin/run.js');

/** How the built command ended. */
export interface MpkRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as JSON; throws where it is not */
  json(): any;
}

/** Runs the built mpk in a process of its own, without the environment's own settings for it. */
export function runMpk(args: readonly string[], options: { cwd?: string; env?: Record<string, string> } = {}): MpkRun {
  const env: Record<string, string | undefined> = { PATH: process.env['PATH'], HOME: '/nonexistent', ...options.env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    encoding: 'utf8',
    env,
    cwd: options.cwd,
  });
  return { status, stdout, stderr, json: () => JSON.parse(stdout) };
}
