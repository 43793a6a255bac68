// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one run of a program took. */
export interface Run {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly maxRssBytes: number;
  readonly stdout: string;
}

const mpkPath = join(import.meta.dirname, '../../packages/cli/bin/run.js');
const hook = join(import.meta.dirname, 'usage.mjs');

/** Runs mpk once, whole process; throws unless it ends as expected. */
export function runMpk(args: readonly string[], scratch: string, expectedStatus = 0): Run {
  const usageFile = join(scratch, 'usage.json');
  const env = { ...process.env, MPK_BENCH_USAGE: usageFile, XDG_CACHE_HOME: join(scratch, 'cache'), CI: 'true' };
  const startedAt = performance.now();
  const child = spawnSync(process.execPath, ['--import', hook, mpkPath, ...args], { env, encoding: 'utf8' });
  const wallSeconds = (performance.now() - startedAt) / 1000;
  if (child.status !== expectedStatus)
    throw new Error(`mpk ${args.join(' ')} ended with ${String(child.status)}: ${child.stderr}`);
  const usage = JSON.parse(readFileSync(usageFile, 'utf8')) as { cpuSeconds: number; maxRssBytes: number };
  return { wallSeconds, ...usage, stdout: child.stdout };
}

/** Runs another program once; undefined where it is not there. */
export function runPeer(command: string, args: readonly string[]): { wallSeconds: number; stdout: string } | undefined {
  const startedAt = performance.now();
  const child = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (child.error !== undefined || child.status !== 0) return undefined;
  return { wallSeconds: (performance.now() - startedAt) / 1000, stdout: child.stdout };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** The virtual environment that `interop` makes, where it is there. */
export function peerPython(): string | undefined {
  const path = join(import.meta.dirname, '../../build/venv/bin/python');
  return existsSync(path) ? path : undefined;
}
