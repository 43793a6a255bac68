// SPDX-License-Identifier: Apache-2.0
import { MpkError, type IdentityProvider } from '@mpk/core';
import type { AudienceOptions } from './audience.js';
import { buildkiteProvider, isBuildkite, readBuildkite } from './buildkite.js';
import { TOKEN_VARIABLE, environmentTokenProvider, type Environment } from './environment.js';
import { githubActionsProvider, isGitHubActions, readGitHubActions } from './github-actions.js';
import { gitlabProvider, isGitLab, readGitLab } from './gitlab.js';
import { googleProvider, isGoogle } from './google.js';
import { TOKEN_FILE_VARIABLE } from './identity-files.js';
import { findTokenFile, isInCluster, kubernetesProvider } from './kubernetes/kubernetes.js';
import { tokenFileProvider } from './token-file.js';

/** Options of {@link ambientProvider}; all but the audience are for tests. */
export interface AmbientOptions extends AudienceOptions {
  readonly productNameFile?: string;
  readonly serviceAccountFolder?: string;
  readonly projectedFiles?: readonly string[];
}

/** One place where an identity can come from. */
interface Surroundings {
  /** as the error lists it */
  readonly name: string;
  isHere(env: Environment, options: AmbientOptions): boolean;
  /** throws at once what `getToken` would throw after the model has been read for hours */
  assertOffer?(env: Environment, options: AmbientOptions): unknown;
  provider(env: Environment, options: AmbientOptions): IdentityProvider;
}

/**
 * In this order: what somebody set on purpose; the job, whose system is not passed over where it offers nothing, or the job
 * would sign as the machine that it happens to run on; the pod; the machine.
 */
const SURROUNDINGS: readonly Surroundings[] = [
  { name: TOKEN_VARIABLE, isHere: (env) => Boolean(env[TOKEN_VARIABLE]), provider: environmentTokenProvider },
  {
    name: TOKEN_FILE_VARIABLE,
    isHere: (env) => Boolean(env[TOKEN_FILE_VARIABLE]),
    provider: (env, options) => tokenFileProvider(env[TOKEN_FILE_VARIABLE] ?? '', options),
  },
  {
    name: 'GitHub Actions',
    isHere: isGitHubActions,
    assertOffer: readGitHubActions,
    provider: githubActionsProvider,
  },
  { name: 'GitLab CI', isHere: isGitLab, assertOffer: readGitLab, provider: gitlabProvider },
  { name: 'Buildkite', isHere: isBuildkite, assertOffer: readBuildkite, provider: buildkiteProvider },
  {
    name: 'a projected Kubernetes token',
    isHere: (env, options) => findTokenFile(env, options) !== undefined,
    provider: kubernetesProvider,
  },
  {
    name: "Google's metadata server",
    isHere: (env, { productNameFile }) => isGoogle(env, productNameFile),
    provider: googleProvider,
  },
  {
    name: 'a Kubernetes service account',
    isHere: (env, { serviceAccountFolder }) => isInCluster(env, serviceAccountFolder),
    provider: (env, options) => kubernetesProvider(env, { ...options, folder: options.serviceAccountFolder }),
  },
];

/**
 * Picks the identity that the surroundings offer. Nothing is asked of the network before `getToken`, which then throws as the
 * provider that was picked.
 *
 * @throws MpkError `TOKEN_INVALID` where there is none, and the message says what was looked for; or where the job's system has
 * none for it
 */
export function ambientProvider(env: Environment, options: AmbientOptions = {}): IdentityProvider {
  const found = SURROUNDINGS.find((one) => one.isHere(env, options));
  if (found !== undefined) {
    found.assertOffer?.(env, options);
    return found.provider(env, options);
  }
  const names = SURROUNDINGS.map((one) => one.name).join(', ');
  throw new MpkError('TOKEN_INVALID', `no identity token is at hand; looked for: ${names}`, {
    hint: `set ${TOKEN_VARIABLE}, or name a file that holds a token with audience ${options.audience ?? 'sigstore'}`,
  });
}
