// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '@mpk/testkit/peers';
import { ROOT, run, type Ended } from '../e2e/support/podman.js';

const PYTHON = join(ROOT, 'build/venv/bin/python');

/** Skips loudly, or fails in CI, where the Python peers are missing. */
export const describeWithPython = describeWith(
  'python',
  existsSync(PYTHON),
  'the KFP SDK is not there: no build/venv; tools/peers/python.sh makes it',
);

/** Runs a script of this folder. */
export const python = (script: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> =>
  run(PYTHON, [join(import.meta.dirname, script), ...args], { env });
