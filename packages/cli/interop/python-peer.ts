// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '@mpk/testkit/peers';

/** An installation of PyPI's model-signing. */
export interface PythonPeer {
  /** `describe` where it is there, else one that skips or fails; see `describeWith` */
  readonly describe: ReturnType<typeof describeWith>;
  /** runs a script in a folder */
  run(script: string, options: { readonly cwd: string; readonly args?: readonly string[] }): PeerRun;
}

/** How a script ended; the last line on stderr says what was wrong. */
export interface PeerRun {
  readonly status: number | null;
  readonly error: string;
}

/** The peer in a virtual environment of `build/`, as tools/peers/python.sh makes them. */
export function pythonPeer(venv: string): PythonPeer {
  const python = join(import.meta.dirname, '../../../build', venv, 'bin/python');
  const isThere = existsSync(python) && spawnSync(python, ['-c', 'import model_signing']).status === 0;
  return {
    describe: describeWith('python', isThere, `PyPI model-signing is not in build/${venv}; run tools/peers/install.sh`),
    run: (script, { cwd, args = [] }) => {
      const { status, stderr } = spawnSync(python, ['-c', script, ...args], { cwd, encoding: 'utf8', timeout: 60_000 });
      return { status, error: stderr.trimEnd().split('\n').at(-1) ?? '' };
    },
  };
}
