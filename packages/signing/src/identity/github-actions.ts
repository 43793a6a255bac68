// SPDX-License-Identifier: Apache-2.0
import { MpkError, type IdentityProvider } from '@mpk/core';
import { assertServiceUrl } from '../keyless/service-url.js';
import { SIGSTORE_AUDIENCE, type AudienceOptions } from './audience.js';
import type { Environment } from './environment.js';
import { askOnce } from '../http/ask-once.js';
import { headerSecret, tokenIn } from './token-answer.js';
import { parseToken } from './token.js';

const URL_VARIABLE = 'ACTIONS_ID_TOKEN_REQUEST_URL';
/** The job's secret: with it, tokens can be asked for. */
export const GITHUB_TOKEN_VARIABLE = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';

/** True in a job of GitHub Actions. */
export const isGitHubActions = (env: Environment): boolean =>
  env['GITHUB_ACTIONS'] === 'true' || Boolean(env[URL_VARIABLE]);

/**
 * Asks GitHub Actions for a token; the job needs the permission `id-token: write`.
 *
 * `getToken` throws `TOKEN_INVALID` outside such a job, `NETWORK_UNAVAILABLE` or `NETWORK_REFUSED`.
 *
 * @see https://docs.github.com/actions/reference/security/oidc
 */
export function githubActionsProvider(env: Environment, options: AudienceOptions = {}): IdentityProvider {
  const audience = options.audience ?? SIGSTORE_AUDIENCE;
  return {
    getToken: async () => {
      const { url, bearer } = readGitHubActions(env);
      return parseToken(await requestToken(assertServiceUrl(url, URL_VARIABLE), bearer, audience), { audience });
    },
  };
}

/** What GitHub Actions tells the job. @throws MpkError `TOKEN_INVALID` where it may not ask for tokens */
export function readGitHubActions(env: Environment): { readonly url: string; readonly bearer: string } {
  const [url, bearer] = [env[URL_VARIABLE], env[GITHUB_TOKEN_VARIABLE]];
  if (url && bearer) return { url, bearer };
  throw new MpkError('TOKEN_INVALID', 'GitHub Actions offers no identity token here', {
    hint: 'give the job the permission "id-token: write"',
  });
}

async function requestToken(url: URL, bearer: string, audience: string): Promise<string> {
  url.searchParams.set('audience', audience);
  const answer = await askOnce({
    service: "GitHub's token service",
    url,
    headers: { authorization: `Bearer ${headerSecret(bearer, GITHUB_TOKEN_VARIABLE)}` },
  });
  return tokenIn(answer, 'value', "GitHub's answer");
}
