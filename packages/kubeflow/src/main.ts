// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { isPassWorker, startWorker } from '@mpk/kit/worker';
import { setWorkerEntry } from '@mpk/kit/runtime';
import { runProcess } from '@mpk/steps/process';
import { clusterAround } from './cluster.js';
import { readConfigMap } from './configmap.js';
import { prepareRestart } from './sandbox/enter.js';

/**
 * The image's `mpk-step`, bundled into one file that is three things: what the platform starts, the same again under Node's
 * permission model, and the worker of the pass.
 */
function main(): void {
  const entry = fileURLToPath(import.meta.url);
  if (isPassWorker()) {
    startWorker();
  } else if (!isConfined()) {
    const argv = process.argv.slice(2);
    const { flags, env } = prepareRestart(argv, process.env, entry);
    restart([process.execPath, ...flags, entry, ...argv], env);
  } else {
    setWorkerEntry(new URL(import.meta.url));
    void runProcess({
      readConfigMap: async (namespace, name) => readConfigMap(namespace, name, await clusterAround(process.env)),
    });
  }
}

/** Whether Node's permission model holds; the types say always. */
const isConfined = (): boolean => Object.hasOwn(process, 'permission');

/** Replaces this process: same id, so that signals and the exit status need nobody in between. */
function restart(args: readonly string[], env: Record<string, string>): void {
  if (process.execve === undefined) throw new Error('this Node has no process.execve');
  process.execve(process.execPath, args, env);
}

main();
