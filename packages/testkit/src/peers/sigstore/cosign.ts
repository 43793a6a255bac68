// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { PEERS_FOLDER } from '../describe-with.js';
import { runProgram, type ProgramRun } from '../program.js';

/** Sigstore's own client, as tools/peers/go.sh builds it. */
export const COSIGN = join(PEERS_FOLDER, 'cosign');

/** Runs cosign in a folder that is also its home; keys are made and read with an empty password. */
export const cosign = (folder: string, ...args: string[]): Promise<ProgramRun> =>
  runProgram(COSIGN, args, { cwd: folder, env: { HOME: folder, COSIGN_PASSWORD: '', PATH: process.env['PATH'] } });
