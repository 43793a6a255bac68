// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';

/** How {@link toolOutput} runs a program. */
export interface ToolOptions {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/**
 * What a small program prints; without a shell, bounded in time and size.
 *
 * @returns undefined where it is not there, fails, takes too long or prints too much: what it would have said is then not
 * recorded
 */
export const toolOutput = (
  command: string,
  args: readonly string[],
  { cwd, env, timeoutMs, maxBytes }: ToolOptions,
): Promise<Buffer | undefined> =>
  new Promise((resolve) => {
    const options = {
      cwd,
      env,
      timeout: timeoutMs,
      maxBuffer: maxBytes,
      encoding: 'buffer',
      killSignal: 'SIGKILL',
    } as const;
    execFile(command, [...args], options, (error, stdout) => resolve(error ? undefined : stdout)).stdin?.end();
  });
