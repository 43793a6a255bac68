// SPDX-License-Identifier: Apache-2.0
import { MpkError, type IdentityProvider } from '@mpk/core';
import { githubActionsProvider } from './github-actions.js';
import { parseToken } from './token.js';

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variable that Sigstore's tools take a token from. */
const TOKEN_VARIABLE = 'SIGSTORE_ID_TOKEN';

/** Takes the token from `SIGSTORE_ID_TOKEN`. `getToken` throws `TOKEN_INVALID`. */
export function environmentTokenProvider(env: Environment): IdentityProvider {
  return {
    getToken: () => Promise.resolve().then(() => parseToken(requireVariable(env))),
  };
}

function requireVariable(env: Environment): string {
  const token = env[TOKEN_VARIABLE];
  if (!token) throw new MpkError('TOKEN_INVALID', `${TOKEN_VARIABLE} is not set`);
  return token;
}

/**
 * Picks the identity that the surroundings offer: `SIGSTORE_ID_TOKEN` first, because somebody set it on purpose, then
 * GitHub Actions.
 *
 * @throws MpkError `TOKEN_INVALID` where there is none
 */
export function ambientProvider(env: Environment): IdentityProvider {
  if (env[TOKEN_VARIABLE]) return environmentTokenProvider(env);
  if (env['ACTIONS_ID_TOKEN_REQUEST_URL']) return githubActionsProvider(env);
  throw new MpkError('TOKEN_INVALID', 'no identity token is at hand', {
    hint:
      env['GITHUB_ACTIONS'] === 'true'
        ? 'give the job the permission "id-token: write"'
        : `set ${TOKEN_VARIABLE}, or name a file that holds a token with audience sigstore`,
  });
}
