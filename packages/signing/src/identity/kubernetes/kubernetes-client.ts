// SPDX-License-Identifier: Apache-2.0
import { isIPv6 } from 'node:net';
import { AuthenticationV1TokenRequest, CoreV1Api, KubeConfig, V1TokenRequestSpec } from '@kubernetes/client-node';
import type { PodIdentity } from './pod-identity.js';
import { TokenExchange } from './token-exchange.js';
import type { ServiceAccountTokenRequest } from './token-requester.js';

const TIMEOUT_MS = 15_000;

/**
 * Asks the API server for one token, once.
 *
 * Import this module where it is needed only: the Kubernetes client is large.
 *
 * @throws MpkError `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED`; none holds a token
 * @see https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/
 */
export async function createToken(
  pod: PodIdentity,
  { namespace, serviceAccount, audience, expirationSeconds }: ServiceAccountTokenRequest,
  timeoutMs = TIMEOUT_MS,
): Promise<string> {
  const exchange = new TokenExchange(AbortSignal.timeout(timeoutMs));
  try {
    const api = configFor(pod).makeApiClient(CoreV1Api);
    const body = new AuthenticationV1TokenRequest();
    body.spec = Object.assign(new V1TokenRequestSpec(), { audiences: [audience], expirationSeconds });
    await api.createNamespacedServiceAccountToken(
      { namespace, name: serviceAccount, body },
      { middleware: [exchange], middlewareMergeStrategy: 'append' as const },
    );
    return exchange.token();
  } catch (error) {
    throw exchange.explain(error);
  } finally {
    await exchange.close();
  }
}

/** TLS always, with the cluster's own authority and whatever the environment says about checking it. */
function configFor(pod: PodIdentity): KubeConfig {
  const config = new KubeConfig();
  const host = isIPv6(pod.host) ? `[${pod.host}]` : pod.host;
  const caData = Buffer.from(pod.ca).toString('base64');
  config.loadFromClusterAndUser(
    { name: 'cluster', server: `https://${host}:${pod.port}`, caData, skipTLSVerify: false },
    { name: 'service-account', token: pod.token },
  );
  config.addAuthenticator({
    isAuthProvider: () => true,
    // Where this is left open, NODE_TLS_REJECT_UNAUTHORIZED=0 turns the check off.
    applyAuthentication: (_user, options: { rejectUnauthorized?: boolean }) => {
      options.rejectUnauthorized = true;
      return Promise.resolve();
    },
  });
  return config;
}
