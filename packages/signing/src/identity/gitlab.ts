// SPDX-License-Identifier: Apache-2.0
import { MpkError, type IdentityProvider } from '@mpk/core';
import { SIGSTORE_AUDIENCE } from './audience.js';
import { TOKEN_VARIABLE, type Environment, type EnvironmentTokenOptions } from './environment.js';
import { parseToken } from './token.js';

/** What the variables end in that sigstore-python's rule names, whatever the audience. */
export const GITLAB_TOKEN_SUFFIX = '_ID_TOKEN';

/** True in a job of GitLab CI. */
export const isGitLab = (env: Environment): boolean => Boolean(env['GITLAB_CI']);

/**
 * Takes the token that GitLab CI put into a variable because the job's `id_tokens` asks for it.
 *
 * The variable is the given one, else `SIGSTORE_ID_TOKEN`, else the one that sigstore-python looks for: the audience in
 * capitals, as in `SIGSTORE_ID_TOKEN` or `HTTPS___FULCIO_EXAMPLE_COM_ID_TOKEN`.
 *
 * `getToken` throws `TOKEN_INVALID`.
 *
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export function gitlabProvider(env: Environment, options: EnvironmentTokenOptions = {}): IdentityProvider {
  const { audience = SIGSTORE_AUDIENCE } = options;
  return {
    getToken: () => Promise.resolve().then(() => parseToken(readGitLab(env, options), { audience })),
  };
}

/** The token that GitLab CI gave the job, unchecked. @throws MpkError `TOKEN_INVALID` where it gave none */
export function readGitLab(env: Environment, options: EnvironmentTokenOptions = {}): string {
  const { audience = SIGSTORE_AUDIENCE, variable } = options;
  const names = variable === undefined ? [TOKEN_VARIABLE, variableFor(audience)] : [variable];
  const token = names.map((name) => env[name]).find(Boolean);
  if (token !== undefined) return token;
  throw new MpkError('TOKEN_INVALID', `GitLab CI has put no identity token into ${[...new Set(names)].join(' or ')}`, {
    hint: `give the job in .gitlab-ci.yml: id_tokens: {${names[0] ?? TOKEN_VARIABLE}: {aud: ${audience}}}`,
  });
}

/** What is no capital letter, digit or underscore becomes an underscore; so does a digit in front. */
const variableFor = (audience: string): string =>
  `${audience.toUpperCase().replace(/[^A-Z0-9_]|^[^A-Z_]/g, '_')}${GITLAB_TOKEN_SUFFIX}`;
