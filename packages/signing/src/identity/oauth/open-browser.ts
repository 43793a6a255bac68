// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { assertServiceUrl } from '../../keyless/service-url.js';
import type { Environment } from '../environment.js';

/** Program and arguments before the URL. On Windows `start` is a word of the shell, which is not asked. */
const COMMANDS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['rundll32.exe', 'url.dll,FileProtocolHandler'],
};
const OTHER: readonly [string, ...string[]] = ['xdg-open'];

/** The surroundings that decide about a browser. */
export interface Desktop {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  /** somebody sits at the terminal */
  readonly isTty: boolean;
}

/** True where a browser on this machine would be seen by who started this. */
export function hasBrowser({ platform, env, isTty }: Desktop): boolean {
  if (!isTty || env['SSH_CONNECTION'] || env['SSH_TTY']) return false;
  return platform === 'darwin' || platform === 'win32' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/**
 * Opens a URL in the user's browser: by a program, never by a shell, and only https or a page of this machine.
 *
 * @returns false where there is no such program
 * @throws MpkError `USAGE` for any other URL
 */
export function openInBrowser(url: URL, { platform, env }: Omit<Desktop, 'isTty'>): Promise<boolean> {
  const { href } = assertServiceUrl(url.href, 'the page to sign in');
  const [program, ...before] = COMMANDS[platform] ?? OTHER;
  return new Promise((resolve) => {
    // Detached: the browser may outlive us.
    const child = spawn(program, [...before, href], { stdio: 'ignore', detached: true, shell: false, env });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
