// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { MpkError, reasonOf } from '@mpk/core';
import { isSecretVariable } from '@mpk/signing';

/** How a command ended: with a status, or by a signal. */
export type CommandEnd = { readonly exitCode: number } | { readonly signal: NodeJS.Signals };

/** Signals that are handed on to the command. */
const FORWARDED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];

/**
 * Runs a command with this process's own standard streams, hands signals on to it, and waits for its end.
 *
 * Its environment is ours without the secrets of signing.
 *
 * @throws MpkError `USAGE` for a command that cannot be started
 */
export function runCommand(
  [command = '', ...args]: readonly string[],
  options: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    /** names of more variables that it must not get */
    readonly keptBack?: readonly string[];
  },
): Promise<CommandEnd> {
  return new Promise((resolve, reject) => {
    const isKept = (name: string): boolean => isSecretVariable(name) || options.keptBack?.includes(name) === true;
    const env = Object.fromEntries(Object.entries(options.env).filter(([name]) => !isKept(name)));
    // Listened for before there is a command: one that starts fast must not outlive a signal that comes at once.
    const running: { child?: ChildProcess } = {};
    const forward = (signal: NodeJS.Signals): void => {
      // On a terminal, Ctrl-C and Ctrl-\ go to the whole group of processes: the command has it already.
      const shared = process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT');
      if (!shared) running.child?.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    const done = (): void => {
      for (const signal of FORWARDED) process.off(signal, forward);
    };
    const child = spawn(command, args, { cwd: options.cwd, env, stdio: 'inherit' });
    running.child = child;
    child.once('error', (cause) => {
      done();
      reject(
        new MpkError('USAGE', `the command ${JSON.stringify(command)} cannot be started: ${reasonOf(cause)}`, {
          cause,
        }),
      );
    });
    child.once('exit', (exitCode, signal) => {
      done();
      resolve(signal === null ? { exitCode: exitCode ?? 0 } : { signal });
    });
  });
}
