// SPDX-License-Identifier: Apache-2.0
import { MpkError, asObject, asString, isMpkError, parseJson, type IdentityProvider } from '@mpk/core';
import { assertServiceUrl } from '../keyless/service-url.js';
import { readAtMost } from './response-body.js';
import type { Environment } from './environment.js';
import { MAX_TOKEN_BYTES, parseToken } from './token.js';

const AUDIENCE = 'sigstore';
const REQUEST_TIMEOUT_MS = 20_000;
/** A token with a little JSON around it. */
const MAX_RESPONSE_BYTES = 2 * MAX_TOKEN_BYTES;

/**
 * Asks GitHub Actions for a token with audience `sigstore`; the job needs the permission `id-token: write`.
 *
 * `getToken` throws `TOKEN_INVALID` outside such a job, `NETWORK_UNAVAILABLE` or `NETWORK_REFUSED`.
 *
 * @see https://docs.github.com/actions/reference/security/oidc
 */
export function githubActionsProvider(env: Environment): IdentityProvider {
  return {
    getToken: async () => {
      const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
      const bearer = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
      if (!url || !bearer) {
        throw new MpkError('TOKEN_INVALID', 'GitHub Actions offers no identity token here', {
          hint: 'give the job the permission "id-token: write"',
        });
      }
      return parseToken(await requestToken(assertServiceUrl(url, 'ACTIONS_ID_TOKEN_REQUEST_URL'), bearer));
    },
  };
}

async function requestToken(url: URL, bearer: string): Promise<string> {
  url.searchParams.set('audience', AUDIENCE);
  const body = await request(url, bearer);
  try {
    const what = "GitHub's answer";
    return asString(asObject(parseJson(body, { maxBytes: MAX_RESPONSE_BYTES, what }), what)['value'], `${what} value`);
  } catch (error) {
    throw isMpkError(error) ? new MpkError('TOKEN_INVALID', error.message) : error;
  }
}

/** Errors carry no cause: what `fetch` throws may quote the headers. */
async function request(url: URL, bearer: string): Promise<Buffer> {
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { accept: 'application/json', authorization: `Bearer ${bearer}` },
      // The bearer token must not follow a redirect to somebody else.
      redirect: 'error',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    if (response.ok) return await readAtMost(response, MAX_RESPONSE_BYTES);
  } catch (error) {
    if (isMpkError(error)) throw error;
    throw new MpkError('NETWORK_UNAVAILABLE', `GitHub's token service at ${url.host} cannot be reached`);
  }
  await response.body?.cancel();
  const code = response.status >= 500 || response.status === 429 ? 'NETWORK_UNAVAILABLE' : 'NETWORK_REFUSED';
  throw new MpkError(code, `GitHub's token service answered ${response.status}`);
}
