// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { outputPattern, type TutorialStep } from './page.js';

const BIN = join(import.meta.dirname, '../../bin/run.js');

/** How a command ended, and what it printed on both streams, in its order. */
export interface CommandRun {
  readonly status: number | null;
  readonly output: string;
}

/** What a reader has before the first step. */
export interface ReaderSetup {
  /** by name in the reader's folder */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly env?: Readonly<Record<string, string>>;
  /** what stands in the page -> what is there in its place, such as the address of a service */
  readonly standsFor?: Readonly<Record<string, string>>;
}

/** A reader at a shell, in a folder of their own, with `mpk` on the PATH. What one command exports, the next one has, and
 * where it went, the next one is. */
export interface Reader {
  readonly folder: string;
  readonly run: (command: string) => Promise<CommandRun>;
  /** Does what a page says, and expects what it says. */
  readonly follow: (steps: readonly TutorialStep[]) => Promise<void>;
}

export const withReader = (setup: ReaderSetup, use: (reader: Reader) => void | Promise<void>): Promise<void> =>
  withTempFolder(async (home) => {
    const folder = join(home, 'work');
    const bin = join(home, 'bin');
    for (const path of [folder, bin]) mkdirSync(path);
    const mpk = join(bin, 'mpk');
    writeFileSync(mpk, `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
    chmodSync(mpk, 0o755);
    for (const [name, content] of Object.entries(setup.files ?? {})) writeTo(folder, name, content);
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: home, ...setup.env };
    await use(readerIn(folder, join(home, 'exported.sh'), env, setup.standsFor ?? {}));
  });

function writeTo(folder: string, name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

function readerIn(
  folder: string,
  exported: string,
  env: Readonly<Record<string, string>>,
  standsFor: Readonly<Record<string, string>>,
): Reader {
  writeFileSync(exported, '');
  const real = (text: string): string => replaceAll(text, Object.entries(standsFor));
  // The longest first: one address may be the beginning of another.
  const pairs = Object.entries(standsFor).sort(([, a], [, b]) => b.length - a.length);
  const shown = (text: string): string =>
    replaceAll(
      text,
      pairs.map(([page, here]) => [here, page]),
    );
  const run = async (command: string): Promise<CommandRun> => {
    const script = `. '${exported}'\n${real(command)}\nstatus=$?\n{ export -p; echo "cd '$PWD'"; } > '${exported}'\nexit $status`;
    const { status, output } = await shell(script, folder, env);
    return { status, output: shown(output) };
  };
  const follow = async (steps: readonly TutorialStep[]): Promise<void> => {
    let printed = '';
    for (const step of steps) {
      if (step.kind === 'file') writeTo(folder, step.name, real(step.content));
      if (step.kind === 'output') expect(printed).toMatch(outputPattern(step.text));
      if (step.kind !== 'run') continue;
      printed = '';
      for (const { command, status } of step.commands) {
        const ended = await run(command);
        expect({ command, ...ended }).toEqual({ command, status, output: ended.output });
        printed += ended.output;
      }
    }
  };
  return { folder, run, follow };
}

const replaceAll = (text: string, pairs: readonly (readonly [string, string])[]): string =>
  pairs.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);

/** Not `spawnSync`: the services that a page talks to may be of this process. */
function shell(script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<CommandRun> {
  const child = spawn('sh', ['-c', `exec 2>&1\n${script}`], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}
