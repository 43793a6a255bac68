// SPDX-License-Identifier: Apache-2.0
import { signInWithBrowser } from './browser-flow.js';
import { SYSTEM_CLOCK, signInWithDevice } from './device-flow.js';
import type { InteractiveOptions } from './interactive.js';
import { hasBrowser, openInBrowser } from './open-browser.js';
import { withPatience } from './patience.js';
import { PUBLIC_CLIENT, PUBLIC_ISSUER, discoverProvider } from './provider.js';

/** For a person to sign in. */
const SIGN_IN_TIMEOUT_MS = 10 * 60 * 1000;

/**
 * Has a person sign in, in the way that the options or the surroundings say.
 *
 * @returns the ID token
 * @throws MpkError as `interactiveProvider` says
 */
export async function signIn(options: InteractiveOptions): Promise<string> {
  const { clientId = PUBLIC_CLIENT, onPrompt, platform = process.platform, env = process.env } = options;
  const isTty = options.isTty ?? (process.stdin.isTTY && process.stderr.isTTY);
  const flow = options.flow ?? (hasBrowser({ platform, env, isTty }) ? 'browser' : 'device');
  const openUrl = options.openUrl ?? ((url: URL) => openInBrowser(url, { platform, env }));
  const patience = { timeoutMs: options.timeoutMs ?? SIGN_IN_TIMEOUT_MS, signal: options.signal };
  return withPatience(patience, async (signal) => {
    const provider = await discoverProvider(options.issuer ?? PUBLIC_ISSUER, signal);
    const flowOptions = { clientId, onPrompt, signal };
    return flow === 'browser'
      ? signInWithBrowser(provider, flowOptions, openUrl)
      : signInWithDevice(provider, flowOptions, options.clock ?? SYSTEM_CLOCK);
  });
}
