// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';

/**
 * What a tool may see of our environment: ours holds secrets, of signing and of others, and a tool may be anybody's, as the
 * interpreter of a training environment is.
 */
const PASSED: readonly string[] = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TMPDIR',
  'VIRTUAL_ENV',
  'CONDA_PREFIX',
  'CONDA_DEFAULT_ENV',
  'PYENV_ROOT',
  'PYENV_VERSION',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'ROCM_PATH',
  // Windows: without some of them no program starts.
  'Path',
  'PATHEXT',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'ProgramData',
  'ProgramFiles',
  'SystemRoot',
  'SystemDrive',
  'TEMP',
  'TMP',
];

/** How {@link toolOutput} runs a program. */
export interface ToolOptions {
  readonly cwd?: string;
  /** ours: of it, the tool gets only what programs need to start and to find their parts */
  readonly env: NodeJS.ProcessEnv;
  /** what the tool is told besides */
  readonly settings?: Readonly<Record<string, string>>;
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
  { cwd, env, settings, timeoutMs, maxBytes }: ToolOptions,
): Promise<Buffer | undefined> =>
  new Promise((resolve) => {
    const options = {
      cwd,
      env: { ...toolEnvironment(env), ...settings },
      timeout: timeoutMs,
      maxBuffer: maxBytes,
      encoding: 'buffer',
      killSignal: 'SIGKILL',
    } as const;
    execFile(command, [...args], options, (error, stdout) => resolve(error ? undefined : stdout)).stdin?.end();
  });

const toolEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(PASSED.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
