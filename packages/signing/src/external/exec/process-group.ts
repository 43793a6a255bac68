// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { MpkError, reasonOf, showName } from '@mpk/core';

/** Windows has no process groups: there only the program itself is ended. */
const HAS_GROUPS = process.platform !== 'win32';

/**
 * Starts a program, without a shell, as the leader of a process group of its own.
 *
 * @throws MpkError `USAGE` for a command without a program, or with a NUL; `SIGNER_FAILED` where the system refuses at once
 */
export function startProgram(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): ChildProcessWithoutNullStreams {
  const [program, ...args] = command;
  if (program === undefined || program === '' || command.some((part) => part.includes('\0'))) {
    throw new MpkError('USAGE', 'a signer program needs a name, and no argument may hold a NUL');
  }
  try {
    return spawn(program, args, { env: environment, stdio: 'pipe', detached: HAS_GROUPS, windowsHide: true });
  } catch (cause) {
    throw notStarted(command, cause);
  }
}

/** Sends a signal to a program and to all that it started; nothing happens where they have ended. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (!HAS_GROUPS) child.kill(signal);
    else if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}

/** Without a cause: Node's own error holds all arguments. */
export function notStarted(command: readonly string[], cause: unknown): MpkError {
  const forbidden = (cause as NodeJS.ErrnoException).code === 'ERR_ACCESS_DENIED';
  return new MpkError('SIGNER_FAILED', `cannot run ${showName(command[0] ?? '')}: ${reasonOf(cause)}`, {
    hint: forbidden
      ? "Node's permission model keeps this process from starting others: --allow-child-process"
      : 'check the path, and that the file is executable',
  });
}
