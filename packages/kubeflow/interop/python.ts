// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run, type Ended } from '../e2e/support/podman.js';

const PYTHON = join(ROOT, 'build/venv/bin/python');

/** Skips loudly where the Python peers are missing. */
export const describeWithPython = ((): jest.Describe => {
  if (existsSync(PYTHON)) return describe;
  process.stderr.write('SKIPPED: kubeflow interop: no build/venv; tools/peers/python.sh makes it\n');
  return describe.skip;
})();

/** Runs a script of this folder. */
export const python = (script: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> =>
  run(PYTHON, [join(import.meta.dirname, script), ...args], { env });
