// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs';
import { MpkError, type IdentityProvider } from '@mpk/core';
import { SIGSTORE_AUDIENCE, type AudienceOptions } from '../audience.js';
import type { Environment } from '../environment.js';
import { PROJECTED_TOKEN_FILES, SERVICE_ACCOUNT_FOLDER, TOKEN_FILE_VARIABLE } from '../identity-files.js';
import { tokenFileProvider } from '../token-file.js';
import { parseToken } from '../token.js';
import { readOwnServiceAccount } from './pod-identity.js';
import { clusterTokenRequester, type ServiceAccountTokenRequest, type TokenRequester } from './token-requester.js';

/** The least that Kubernetes gives; signing takes seconds. */
const TOKEN_LIFETIME_S = 600;

const LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?$/;

/** Options of {@link kubernetesProvider}. */
export interface KubernetesOptions extends AudienceOptions {
  /** a projected token; default: the file that `SIGSTORE_ID_TOKEN_FILE` names, or one of {@link PROJECTED_TOKEN_FILES} */
  readonly tokenFile?: string;
  /** asks the API server for a token of this service account; `namespace` defaults to the pod's own */
  readonly serviceAccount?: { readonly name: string; readonly namespace?: string };
  /** where the pod's identity is mounted, for tests */
  readonly folder?: string;
  /** where projected tokens are looked for, for tests */
  readonly projectedFiles?: readonly string[];
  readonly requester?: TokenRequester;
}

/**
 * The identity of the pod that this process runs in.
 *
 * A projected token needs no rights and is taken where there is one. Else the API server is asked for a token of the named
 * service account, or of the pod's own, for which the pod needs the right to create `serviceaccounts/token`.
 *
 * `getToken` throws what {@link tokenFileProvider} and {@link TokenRequester} throw, and `USAGE` for names that are none.
 */
export function kubernetesProvider(env: Environment, options: KubernetesOptions = {}): IdentityProvider {
  const file = options.serviceAccount === undefined ? findTokenFile(env, options) : undefined;
  if (file !== undefined) return tokenFileProvider(file, options);
  const { audience = SIGSTORE_AUDIENCE, folder = SERVICE_ACCOUNT_FOLDER, serviceAccount } = options;
  const requester = options.requester ?? clusterTokenRequester(env, { folder });
  return {
    getToken: async () => {
      const name = serviceAccount?.name ?? readOwnServiceAccount(folder).name;
      const namespace = serviceAccount?.namespace ?? readOwnServiceAccount(folder).namespace;
      const request = { namespace, serviceAccount: name, audience, expirationSeconds: TOKEN_LIFETIME_S };
      assertNames(request);
      return parseToken(await requester.requestToken(request), { audience });
    },
  };
}

/** The projected token that this pod has been given, if any. */
export function findTokenFile(env: Environment, options: KubernetesOptions = {}): string | undefined {
  const named = options.tokenFile ?? env[TOKEN_FILE_VARIABLE];
  return named || (options.projectedFiles ?? PROJECTED_TOKEN_FILES).find(isThere);
}

/** True in a pod that may speak to its API server. */
export const isInCluster = (env: Environment, folder = SERVICE_ACCOUNT_FOLDER): boolean =>
  Boolean(env['KUBERNETES_SERVICE_HOST']) && isThere(`${folder}/token`);

function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}

/** They become parts of a path. RFC 1123: a namespace is a label, a service account a subdomain. */
function assertNames({ namespace, serviceAccount }: ServiceAccountTokenRequest): void {
  if (LABEL.test(namespace) && SUBDOMAIN.test(serviceAccount)) return;
  throw new MpkError('USAGE', 'the service account or its namespace has no name that Kubernetes allows');
}
