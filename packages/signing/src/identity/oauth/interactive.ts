// SPDX-License-Identifier: Apache-2.0
import type { IdentityProvider } from '@mpk/core';
import type { Environment } from '../environment.js';
import { tokenClaims } from '../token.js';
import type { Clock } from './device-flow.js';
import type { Prompt } from './prompt.js';

/** A token that ends sooner is not used again. */
const REUSE_MARGIN_MS = 30_000;

/** How to sign in. */
export interface InteractiveOptions {
  /** URL of the OpenID Connect provider, exactly as in its tokens; default is the public Sigstore's */
  readonly issuer?: string;
  /** a public client; default `sigstore` */
  readonly clientId?: string;
  /** default: `browser` where somebody sits at a terminal with a display, else `device` */
  readonly flow?: 'browser' | 'device';
  /** tells the user what to do; to stderr, for stdout is for results */
  readonly onPrompt: (prompt: Prompt) => void;
  /** ends it early: `CANCELLED` */
  readonly signal?: AbortSignal;
  /** for the whole of it; default 10 min */
  readonly timeoutMs?: number;
  /** default: by the system's own program for that */
  readonly openUrl?: (url: URL) => Promise<unknown>;
  readonly env?: Environment;
  readonly platform?: NodeJS.Platform;
  readonly isTty?: boolean;
  /** for tests */
  readonly clock?: Clock;
}

/**
 * Has a person sign in with an OpenID Connect provider.
 *
 * A token is used again while it is good, so that two signatures in a row need one sign-in; it is kept in memory only.
 *
 * `getToken` throws `TOKEN_INVALID` where nobody signs in, it is denied, or the token is not what was asked for;
 * `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`, `INPUT_MALFORMED`, `USAGE`, `CANCELLED`. No error holds a code or token.
 */
export function interactiveProvider(options: InteractiveOptions): IdentityProvider {
  let current: Promise<string> | undefined;
  return {
    getToken: () => {
      // At once, so that of two callers at a time one waits for the other's.
      current = tokenAfter(current, options);
      return current;
    },
  };
}

async function tokenAfter(previous: Promise<string> | undefined, options: InteractiveOptions): Promise<string> {
  const known = await previous?.catch(() => undefined);
  if (known !== undefined && isGood(known)) return known;
  // Loaded here: listening, spawning and HTTP cost every other start of the tool.
  const { signIn } = await import('./sign-in.js');
  return signIn(options);
}

const isGood = (token: string): boolean => Number(tokenClaims(token)['exp']) * 1000 > Date.now() + REUSE_MARGIN_MS;
