// SPDX-License-Identifier: Apache-2.0
import { MpkError, isMpkError } from '@mpk/core';
import type { Environment } from '../environment.js';
import type { createToken } from './kubernetes-client.js';
import { readPodIdentity } from './pod-identity.js';

/** Which token is asked for. */
export interface ServiceAccountTokenRequest {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly audience: string;
  /** Kubernetes gives no less than ten minutes */
  readonly expirationSeconds: number;
}

/** Has Kubernetes make a token for a service account (TokenRequest). */
export interface TokenRequester {
  /**
   * @returns the token, unchecked
   * @throws MpkError `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED`; none holds a token
   */
  requestToken(request: ServiceAccountTokenRequest): Promise<string>;
}

/** What {@link clusterTokenRequester} can be told. */
export interface ClusterTokenRequesterOptions {
  /** where the pod's identity is mounted; default is Kubernetes' own place */
  readonly folder?: string;
  /** for the whole exchange; default 15 s */
  readonly timeoutMs?: number;
  /** for tests */
  readonly loadClient?: () => Promise<{ readonly createToken: typeof createToken }>;
}

/**
 * Asks the API server around this pod, with the pod's own service account.
 *
 * The Kubernetes client is loaded here and nowhere else: it takes half a second, and most installations do not have it.
 *
 * `requestToken` also throws `INPUT_UNREADABLE` outside a cluster and `INPUT_UNSUPPORTED` where the client is not installed.
 */
export function clusterTokenRequester(env: Environment, options: ClusterTokenRequesterOptions = {}): TokenRequester {
  return {
    requestToken: async (request) => {
      const pod = readPodIdentity(env, options.folder);
      const client = await load(options.loadClient ?? (() => import('./kubernetes-client.js')));
      return client.createToken(pod, request, options.timeoutMs);
    },
  };
}

async function load<T>(loadClient: () => Promise<T>): Promise<T> {
  try {
    return await loadClient();
  } catch (cause) {
    if (isMpkError(cause) || (cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new MpkError('INPUT_UNSUPPORTED', 'the Kubernetes client is not installed', {
      hint: 'mount a projected token instead, or: npm install @kubernetes/client-node',
    });
  }
}
