// SPDX-License-Identifier: Apache-2.0
import { isMpkError } from '@mpk/core';
import { interactiveProvider, type InteractiveOptions, type Prompt } from '@mpk/signing';
import type { LocalOidc } from '@mpk/testkit/oidc';
import type { Clock } from '../../../src/identity/oauth/device-flow.js';
import { everythingOf, piecesIn } from '../../leaks.js';
import type { Failure } from '../tokens.js';

/** A browser whose user agrees to everything: it follows redirects and shows the last page. */
export async function browse(url: URL): Promise<string> {
  const response = await fetch(url);
  return `${response.status} ${await response.text()}`;
}

/** A clock that does not wait, and remembers what it was asked to. */
export function patientClock(): Clock & { readonly slept: number[] } {
  let now = Date.now();
  const slept: number[] = [];
  const sleep = async (ms: number): Promise<void> => {
    slept.push(ms / 1000);
    now += ms;
  };
  return { slept, sleep, now: () => now };
}

/** Signs in with a browser. */
export const withBrowser = (oidc: LocalOidc, options: Partial<InteractiveOptions> = {}): Promise<string> =>
  interactiveProvider({
    issuer: oidc.issuer,
    flow: 'browser',
    onPrompt: () => undefined,
    openUrl: browse,
    timeoutMs: 5000,
    ...options,
  }).getToken();

/** Signs in with a device code; `decide` is the user with the code in hand. */
export function withDevice(
  oidc: LocalOidc,
  options: Partial<InteractiveOptions> = {},
  decide: (prompt: Prompt & { flow: 'device' }) => void = ({ userCode }) => oidc.decide(userCode, 'approved'),
): Promise<string> {
  const onPrompt = (prompt: Prompt): void => {
    if (prompt.flow === 'device') decide(prompt);
  };
  const all = { issuer: oidc.issuer, flow: 'device', clock: patientClock(), timeoutMs: 5000, onPrompt } as const;
  return interactiveProvider({ ...all, ...options }).getToken();
}

/** Parameters whose values must not show up in an error. */
const SECRETS = ['code', 'code_verifier', 'device_code', 'code_challenge', 'state', 'nonce'];

/** The error of a sign-in, which must not hold anything secret that went over the wire. */
export async function failureOf(oidc: LocalOidc, signIn: () => Promise<string>): Promise<Failure> {
  try {
    await signIn();
  } catch (error) {
    const shown = everythingOf(error);
    const secrets = oidc.requests.flatMap(({ form }) => SECRETS.map((name) => form[name] ?? ''));
    expect(secrets.flatMap((secret) => piecesIn(shown, secret))).toEqual([]);
    expect(shown).not.toContain('eyJ');
    if (isMpkError(error)) return { code: error.code, message: error.message, hint: error.hint };
    throw error;
  }
  return { code: 'nothing thrown', message: '', hint: undefined };
}

/** What a token claims. */
export const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
