// SPDX-License-Identifier: Apache-2.0
import { BUILDKITE_TOKEN_VARIABLE } from './identity/buildkite.js';
import { TOKEN_VARIABLE } from './identity/environment.js';
import { GITHUB_TOKEN_VARIABLE } from './identity/github-actions.js';
import { GITLAB_TOKEN_SUFFIX } from './identity/gitlab.js';
import { TOKEN_FILE_VARIABLE } from './identity/identity-files.js';

/** The variable that the password of a key is taken from. */
export const KEY_PASSWORD_VARIABLE = 'MPK_KEY_PASSWORD';

/** The variable that the PIN of a token is taken from. */
export const KEY_PIN_VARIABLE = 'MPK_KEY_PIN';

const SECRET_VARIABLES: ReadonlySet<string> = new Set([
  KEY_PASSWORD_VARIABLE,
  KEY_PIN_VARIABLE,
  TOKEN_VARIABLE,
  TOKEN_FILE_VARIABLE,
  GITHUB_TOKEN_VARIABLE,
  BUILDKITE_TOKEN_VARIABLE,
]);

/**
 * Whether a variable holds what only a signer may know: whoever has it can sign in its name. Whoever starts a program that is not
 * to sign keeps it back.
 *
 * True for all that signing reads by any method, not only by the one that is used: passwords, PINs, identity tokens (of GitLab
 * CI: for every audience), and what CI gives out for asking for them. A variable that an {@link EnvironmentTokenOptions} names
 * is not known here.
 */
export function isSecretVariable(name: string): boolean {
  // Windows does not tell cases apart.
  const upper = name.toUpperCase();
  return SECRET_VARIABLES.has(upper) || upper.endsWith(GITLAB_TOKEN_SUFFIX);
}
