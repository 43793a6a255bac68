// SPDX-License-Identifier: Apache-2.0
import { MpkError, type IdentityProvider } from '@mpk/core';
import { assertServiceUrl, baseUrl } from '../keyless/service-url.js';
import { SIGSTORE_AUDIENCE, type AudienceOptions } from './audience.js';
import type { Environment } from './environment.js';
import { askOnce } from '../http/ask-once.js';
import { headerSecret, tokenIn } from './token-answer.js';
import { parseToken } from './token.js';

/** The agent's secret: with it, tokens of the job can be asked for. */
export const BUILDKITE_TOKEN_VARIABLE = 'BUILDKITE_AGENT_ACCESS_TOKEN';
const ENDPOINT_VARIABLE = 'BUILDKITE_AGENT_ENDPOINT';
const DEFAULT_ENDPOINT = 'https://agent.buildkite.com/v3';
/** Jobs are named by UUIDs. */
const JOB_ID = /^[A-Za-z0-9-]{1,64}$/;

/** True in a job of Buildkite. */
export const isBuildkite = (env: Environment): boolean =>
  env['BUILDKITE'] === 'true' || Boolean(env[BUILDKITE_TOKEN_VARIABLE]);

/**
 * Asks Buildkite's agent API for a token of this job, as `buildkite-agent oidc request-token` does.
 *
 * `getToken` throws `TOKEN_INVALID` outside such a job, `NETWORK_UNAVAILABLE` or `NETWORK_REFUSED`.
 *
 * @see https://buildkite.com/docs/agent/v3/cli-oidc and api/oidc.go of github.com/buildkite/agent
 */
export function buildkiteProvider(env: Environment, options: AudienceOptions = {}): IdentityProvider {
  const audience = options.audience ?? SIGSTORE_AUDIENCE;
  return {
    getToken: async () => {
      const { secret, job } = readBuildkite(env);
      const endpoint = assertServiceUrl(env[ENDPOINT_VARIABLE] ?? DEFAULT_ENDPOINT, ENDPOINT_VARIABLE);
      const answer = await askOnce({
        service: "Buildkite's agent API",
        url: new URL(`${baseUrl(endpoint)}/jobs/${job}/oidc/tokens`),
        body: JSON.stringify({ audience }),
        headers: {
          authorization: `Token ${headerSecret(secret, BUILDKITE_TOKEN_VARIABLE)}`,
          'content-type': 'application/json',
        },
      });
      return parseToken(tokenIn(answer, 'token', "Buildkite's answer"), { audience });
    },
  };
}

/** What Buildkite tells the job. @throws MpkError `TOKEN_INVALID` outside a job */
export function readBuildkite(env: Environment): { readonly secret: string; readonly job: string } {
  const [secret, job] = [env[BUILDKITE_TOKEN_VARIABLE], env['BUILDKITE_JOB_ID'] ?? ''];
  if (secret && JOB_ID.test(job)) return { secret, job };
  throw new MpkError('TOKEN_INVALID', 'Buildkite offers no identity token here', {
    hint: `run in a job of Buildkite, which sets ${BUILDKITE_TOKEN_VARIABLE} and BUILDKITE_JOB_ID`,
  });
}
