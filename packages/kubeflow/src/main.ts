// SPDX-License-Identifier: Apache-2.0
import { rmdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { MpkError } from '@mpk/core';
import { isPassWorker, startWorker } from '@mpk/kit/worker';
import { setWorkerEntry } from '@mpk/kit/runtime';
import { SCRATCH_VARIABLE, runProcess } from '@mpk/steps/process';
import { clusterAround } from './cluster.js';
import { readConfigMap } from './configmap.js';
import { prepareRestart } from './sandbox/enter.js';

/**
 * The image's `mpk-step`, bundled into one file that is three things: what the platform starts, the same again under Node's
 * permission model (all but `record`), and the worker of the pass.
 */
async function main(): Promise<void> {
  const entry = fileURLToPath(import.meta.url);
  if (isPassWorker()) {
    startWorker();
  } else if (process.argv[2] === 'record') {
    // It runs whatever it is told to: nothing would be gained by confining what only waits for it.
    setWorkerEntry(new URL(import.meta.url));
    await runProcess();
  } else if (!isConfined()) {
    const obstacle = confine(entry);
    await runProcess({}, obstacle);
  } else {
    setWorkerEntry(new URL(import.meta.url));
    await runProcess({
      readConfigMap: async (namespace, name) => readConfigMap(namespace, name, await clusterAround(process.env)),
    });
    await leaveScratch(process.env[SCRATCH_VARIABLE]);
  }
}

/** Starts this again with less rights. @returns what kept it from that: an unconfined step reads nothing */
function confine(entry: string): unknown {
  const argv = process.argv.slice(2);
  try {
    const { flags, env } = prepareRestart(argv, process.env, entry);
    restart([process.execPath, ...flags, entry, ...argv], env);
  } catch (error) {
    return error;
  }
  return new MpkError('INTERNAL', 'the step was not started again');
}

/** The sandbox made this folder; if anything is in it, it was not the sandbox. */
async function leaveScratch(folder: string | undefined): Promise<void> {
  if (folder !== undefined) await rmdir(folder).catch(() => undefined);
}

/** Whether Node's permission model holds; the types say always. */
const isConfined = (): boolean => Object.hasOwn(process, 'permission');

/** Replaces this process: same id, so that signals and the exit status need nobody in between. */
function restart(args: readonly string[], env: Record<string, string>): void {
  if (process.execve === undefined) throw new MpkError('INTERNAL', 'this Node has no process.execve');
  process.execve(process.execPath, args, env);
}

void main();
