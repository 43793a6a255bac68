// SPDX-License-Identifier: Apache-2.0
import { isIPv6 } from 'node:net';
import { CoreV1Api, KubeConfig, type V1ConfigMap } from '@kubernetes/client-node';
import { BoundedExchange } from './bounded-exchange.js';
import type { Cluster } from './cluster.js';

const TIMEOUT_MS = 15_000;

/**
 * Asks the API server for one ConfigMap, once.
 *
 * Import this module where it is needed only: the Kubernetes client is larger than the rest of the program.
 *
 * @param maxBytes - of the answer, decompressed
 * @param assertAnswer - judges the answer as it came; what it throws passes through
 * @throws MpkError `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED`; none holds the token
 */
export async function fetchConfigMap(
  cluster: Cluster,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  { maxBytes, assertAnswer }: { readonly maxBytes: number; readonly assertAnswer: (json: unknown) => void },
): Promise<V1ConfigMap> {
  const exchange = new BoundedExchange({
    what: `ConfigMap ${namespace}/${name}`,
    timeoutMs: cluster.timeoutMs ?? TIMEOUT_MS,
    maxBytes,
    assertAnswer,
  });
  try {
    const api = configFor(cluster).makeApiClient(CoreV1Api);
    const options = { middleware: [exchange], middlewareMergeStrategy: 'append' as const };
    return await api.readNamespacedConfigMap({ namespace, name }, options);
  } catch (error) {
    throw exchange.explain(error);
  } finally {
    await exchange.close();
  }
}

/** TLS always, with the cluster's own authority and whatever the environment says about checking it. */
function configFor(cluster: Cluster): KubeConfig {
  const config = new KubeConfig();
  const host = isIPv6(cluster.host) ? `[${cluster.host}]` : cluster.host;
  config.loadFromClusterAndUser(
    {
      name: 'cluster',
      server: `https://${host}:${cluster.port}`,
      caData: Buffer.from(cluster.ca).toString('base64'),
      skipTLSVerify: false,
    },
    { name: 'service-account', token: cluster.token },
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
