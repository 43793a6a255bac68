// SPDX-License-Identifier: Apache-2.0
import type { IdentityProvider } from '@mpk/core';
import { ambientProvider, type AmbientOptions } from './ambient.js';
import type { AudienceOptions } from './audience.js';
import { buildkiteProvider } from './buildkite.js';
import { environmentTokenProvider, type Environment, type EnvironmentTokenOptions } from './environment.js';
import { githubActionsProvider } from './github-actions.js';
import { gitlabProvider } from './gitlab.js';
import { googleProvider } from './google.js';
import { kubernetesProvider, type KubernetesOptions } from './kubernetes/kubernetes.js';
import { interactiveProvider, type InteractiveOptions } from './oauth/interactive.js';
import { tokenFileProvider } from './token-file.js';

/** Where an identity is to come from, and what that needs to be told. */
export type IdentityChoice =
  | ({ readonly kind: 'ambient' } & AmbientOptions)
  | ({ readonly kind: 'environment' } & EnvironmentTokenOptions)
  | ({ readonly kind: 'token-file'; readonly path: string } & AudienceOptions)
  | ({ readonly kind: 'github-actions' } & AudienceOptions)
  | ({ readonly kind: 'gitlab' } & EnvironmentTokenOptions)
  | ({ readonly kind: 'buildkite' } & AudienceOptions)
  | ({ readonly kind: 'google' } & AudienceOptions)
  | ({ readonly kind: 'kubernetes' } & KubernetesOptions)
  | ({ readonly kind: 'interactive' } & InteractiveOptions);

/** The names of all kinds, for flags. */
export const IDENTITY_KINDS = [
  'ambient',
  'environment',
  'token-file',
  'github-actions',
  'gitlab',
  'buildkite',
  'google',
  'kubernetes',
  'interactive',
] as const satisfies readonly IdentityChoice['kind'][];

/**
 * The provider that was chosen by name. Nothing is asked of anybody before `getToken`.
 *
 * @throws MpkError `TOKEN_INVALID` for `ambient` where nothing is at hand
 */
export function identityProviderFrom(choice: IdentityChoice, env: Environment): IdentityProvider {
  switch (choice.kind) {
    case 'ambient':
      return ambientProvider(env, choice);
    case 'environment':
      return environmentTokenProvider(env, choice);
    case 'token-file':
      return tokenFileProvider(choice.path, choice);
    case 'github-actions':
      return githubActionsProvider(env, choice);
    case 'gitlab':
      return gitlabProvider(env, choice);
    case 'buildkite':
      return buildkiteProvider(env, choice);
    case 'google':
      return googleProvider(env, choice);
    case 'kubernetes':
      return kubernetesProvider(env, choice);
    case 'interactive':
      return interactiveProvider({ env, ...choice });
  }
}
