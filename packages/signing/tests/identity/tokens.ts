// SPDX-License-Identifier: Apache-2.0
import { isMpkError, type IdentityProvider } from '@mpk/core';
import { everythingOf, piecesIn } from '../leaks.js';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An unsigned token of subject `trainer` for audience `sigstore`, good for ten minutes. */
export function tokenWith(claims: object): string {
  const exp = Math.floor(Date.now() / 1000) + 600;
  const all = { iss: 'https://issuer.example', sub: 'trainer', aud: 'sigstore', exp, ...claims };
  return [part({ alg: 'none' }), part(all), 'c2lnbmF0dXJlLXNpZ25hdHVyZQ'].join('.');
}

export const TOKEN = tokenWith({});
export const EXPIRED = tokenWith({ exp: 1_700_000_000 });
export const OF_OTHERS = tokenWith({ aud: 'somebody-else' });

/** The error of a provider that must fail, and must not give any of the secrets away. */
export async function failureOf(provider: () => IdentityProvider, secrets: readonly string[] = []): Promise<Failure> {
  try {
    await provider().getToken();
  } catch (error) {
    const shown = everythingOf(error);
    expect([TOKEN, EXPIRED, OF_OTHERS, ...secrets].flatMap((secret) => piecesIn(shown, secret))).toEqual([]);
    if (isMpkError(error)) return { code: error.code, message: error.message, hint: error.hint, cause: error.cause };
    throw error;
  }
  return { code: 'nothing thrown', message: '', hint: undefined };
}

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
  readonly cause?: unknown;
}
