// SPDX-License-Identifier: Apache-2.0
import { MpkError, type IdentityProvider } from '@mpk/core';
import { SIGSTORE_AUDIENCE, type AudienceOptions } from './audience.js';
import { parseToken } from './token.js';

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variable that Sigstore's tools take a token from. */
export const TOKEN_VARIABLE = 'SIGSTORE_ID_TOKEN';

/** Options of {@link environmentTokenProvider}. */
export interface EnvironmentTokenOptions extends AudienceOptions {
  /** default `SIGSTORE_ID_TOKEN` */
  readonly variable?: string;
}

/** Takes the token from an environment variable. `getToken` throws `TOKEN_INVALID`. */
export function environmentTokenProvider(env: Environment, options: EnvironmentTokenOptions = {}): IdentityProvider {
  const { variable = TOKEN_VARIABLE, audience = SIGSTORE_AUDIENCE } = options;
  return {
    getToken: () => Promise.resolve().then(() => parseToken(requireVariable(env, variable), { audience })),
  };
}

function requireVariable(env: Environment, name: string): string {
  const token = env[name];
  if (!token) throw new MpkError('TOKEN_INVALID', `${name} is not set`);
  return token;
}
