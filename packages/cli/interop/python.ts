// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, runProgram, type ProgramRun } from '@mpk/testkit/real-sigstore';

/** The interpreter that tools/peers/python.sh installs the peers for. */
export const PYTHON = join(import.meta.dirname, '../../../build/venv/bin/python');

/** `describe` where these Python modules are installed. */
export const describePython = (modules: readonly string[]): ReturnType<typeof describeWith> =>
  describeWith(
    'python',
    existsSync(PYTHON) && spawnSync(PYTHON, ['-c', `import ${modules.join(', ')}`]).status === 0,
    `the Python modules ${modules.join(', ')} are not there; run tools/peers/python.sh`,
  );

/** Runs Python in a folder that is also its home. */
export const python = (folder: string, ...args: string[]): Promise<ProgramRun> =>
  runProgram(PYTHON, args, { cwd: folder, env: { HOME: folder, PATH: process.env['PATH'] } });
