// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Outcome } from './outcome.ts';
import { run, type Run } from './run.ts';
import type { Asked, Scanner } from './scanners.ts';

const FOLDER_TIMEOUT_S = 7200;
const FILE_TIMEOUT_S = 300;

/** Asks one scanner of everything in a folder; undefined where it is not there. */
export function ask(scanner: Scanner, asked: Asked): Answer | undefined {
  const version = versionOf(scanner);
  if (version === undefined) return undefined;
  const { folder, files } = asked;
  const questions = scanner.ask === 'folder' ? [asked] : files.map((file) => ({ folder, files: [file] }));
  const outcomes: Record<string, Outcome> = {};
  const runs: Run[] = [];
  for (const question of questions) {
    const path = scanner.ask === 'folder' ? folder : join(folder, question.files[0] ?? '');
    const ended = runIn(scanner, path);
    runs.push(ended);
    Object.assign(outcomes, outcomesOf(scanner, ended, question));
  }
  const sum = (seconds: (one: Run) => number): number => runs.reduce((total, one) => total + seconds(one), 0);
  return {
    scanner: scanner.name,
    version,
    outcomes: Object.fromEntries(files.map((file) => [file, outcomes[file] ?? 'undecided'])),
    processes: runs.length,
    wallSeconds: sum((one) => one.wallSeconds),
    cpuSeconds: sum((one) => one.cpuSeconds),
    maxRssBytes: Math.max(...runs.map((one) => one.maxRssBytes)),
  };
}

/** Each run has a home of its own: nothing is left for the next one to find. */
function runIn({ program = [], args, ask: about }: Scanner, path: string): Run {
  const scratch = mkdtempSync(join(tmpdir(), 'inspect-bench-'));
  mkdirSync(join(scratch, 'cache'));
  const timeoutSeconds = about === 'folder' ? FOLDER_TIMEOUT_S : FILE_TIMEOUT_S;
  try {
    return run([...program, ...args(path)], { scratch, timeoutSeconds });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What cannot be understood decides nothing, and is said. */
function outcomesOf(scanner: Scanner, ended: Run, asked: Asked): Readonly<Record<string, Outcome>> {
  try {
    return scanner.outcomesOf(ended, asked);
  } catch (error) {
    console.error(`${scanner.name}: its answer was not understood (status ${String(ended.status)}): ${String(error)}`);
    return {};
  }
}

function versionOf({ name, program, version: [command = '', ...args] }: Scanner): string | undefined {
  if (program === undefined) return undefined;
  const { stdout } = spawnSync(command, args, { encoding: 'utf8' });
  const version = /\d+\.\d+\.\d+\S*/.exec(stdout)?.[0];
  if (version === undefined) throw new Error(`${name} does not say its version`);
  return version;
}
