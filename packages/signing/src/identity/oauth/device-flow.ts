// SPDX-License-Identifier: Apache-2.0
import { setTimeout } from 'node:timers/promises';
import { codeOf } from '@mpk/core';
import { parseToken } from '../token.js';
import type { FlowOptions } from './browser-flow.js';
import { authorizeDevice, type DeviceAuthorization } from './device-authorization.js';
import { createPkce } from './pkce.js';
import { SCOPE, type OidcProvider } from './provider.js';
import { oauthError, requestToken, type TokenResult } from './token-endpoint.js';

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/** RFC 8628 section 3.5: more at each `slow_down`. */
const SLOW_DOWN_S = 5;
/** Longest wait between two questions. */
const MAX_INTERVAL_S = 120;
/** Unanswered questions in a row after which the provider counts as gone. */
const MAX_UNANSWERED = 6;

/** Time as the polling sees it; another one for tests. */
export interface Clock {
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<unknown>;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }),
};

/**
 * Signs in on another device: the user opens a page anywhere and types in a code.
 *
 * With PKCE where the provider offers it: then the device code alone is not enough to get the token.
 *
 * @returns the ID token, checked for issuer, audience and expiry; its signature is Fulcio's affair
 * @throws MpkError `TOKEN_INVALID`, `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`, `INPUT_MALFORMED`, `CANCELLED`
 * @see https://www.rfc-editor.org/rfc/rfc8628
 */
export async function signInWithDevice(
  provider: OidcProvider,
  { clientId, onPrompt, signal }: FlowOptions,
  clock: Clock = SYSTEM_CLOCK,
): Promise<string> {
  const pkce = provider.offersPkce ? createPkce() : undefined;
  const challenge = pkce && { code_challenge: pkce.challenge, code_challenge_method: 'S256' };
  const device = await authorizeDevice(provider, { client_id: clientId, scope: SCOPE, ...challenge }, signal);
  const expiresAt = new Date(clock.now() + device.lifetimeS * 1000);
  onPrompt({ flow: 'device', url: device.verificationUrl.href, userCode: device.userCode, expiresAt });
  const form = {
    grant_type: DEVICE_GRANT,
    device_code: device.deviceCode,
    client_id: clientId,
    ...(pkce && { code_verifier: pkce.verifier }),
  };
  const ask = (): Promise<TokenResult> => requestToken(provider, form, signal);
  const idToken = await poll(ask, { device, expiresAt, clock, signal });
  return parseToken(idToken, { audience: clientId, issuer: provider.issuer });
}

interface Polling {
  readonly device: DeviceAuthorization;
  readonly expiresAt: Date;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** RFC 8628 section 3.5: waits before each question, longer when told so, and twice as long after one without an answer. */
async function poll(ask: () => Promise<TokenResult>, { device, expiresAt, clock, signal }: Polling): Promise<string> {
  let intervalS = device.intervalS;
  let unanswered = 0;
  for (;;) {
    await clock.sleep(intervalS * 1000, signal);
    if (clock.now() >= expiresAt.getTime()) throw oauthError('expired_token');
    const result = await answerOrNothing(ask, unanswered);
    if (result !== undefined && 'idToken' in result) return result.idToken;
    unanswered = result === undefined ? unanswered + 1 : 0;
    if (result === undefined) intervalS *= 2;
    else if (result.error === 'slow_down') intervalS += SLOW_DOWN_S;
    else if (result.error !== 'authorization_pending') throw oauthError(result.error);
    intervalS = Math.min(intervalS, MAX_INTERVAL_S);
  }
}

/** A provider that cannot be reached for once is asked again. */
async function answerOrNothing(ask: () => Promise<TokenResult>, unanswered: number): Promise<TokenResult | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (codeOf(error) !== 'NETWORK_UNAVAILABLE' || unanswered >= MAX_UNANSWERED) throw error;
    return undefined;
  }
}
