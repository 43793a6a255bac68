// SPDX-License-Identifier: Apache-2.0
import { MpkError, asObject, asString, optionalString } from '@mpk/core';
import { MAX_POLICY_BYTES, type ConfigMapContent } from '@mpk/steps';
import type { Cluster } from './cluster.js';

/** Largest answer: a ConfigMap has at most 1 MiB of data, which JSON may escape. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/**
 * Reads a ConfigMap through the Kubernetes API.
 *
 * The service account needs `get` on that one ConfigMap, and nothing more. One request over TLS, no redirects, bounded in time
 * and size.
 *
 * @throws MpkError `NETWORK_REFUSED` where it is not there or must not be read; `NETWORK_UNAVAILABLE` where the API server does
 * not answer; `INPUT_TOO_LARGE`; `INPUT_MALFORMED`
 */
export async function readConfigMap(namespace: string, name: string, cluster: Cluster): Promise<ConfigMapContent> {
  const what = `ConfigMap ${namespace}/${name}`;
  const { fetchConfigMap } = await import('./kubernetes-api.js');
  const configMap = await fetchConfigMap(
    cluster,
    { namespace, name },
    { maxBytes: MAX_ANSWER_BYTES, assertAnswer: (json) => assertConfigMap(json, what) },
  );
  // Absent or null.
  const data = configMap.data ?? {};
  const sizeBytes = Object.values(data).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (sizeBytes > MAX_POLICY_BYTES) {
    throw new MpkError('INPUT_TOO_LARGE', `${what} has ${sizeBytes} bytes, at most ${MAX_POLICY_BYTES} are read`);
  }
  return { data, resourceVersion: configMap.metadata?.resourceVersion ?? '' };
}

/** The client's own types are promises that it does not check. */
function assertConfigMap(json: unknown, what: string): void {
  const object = asObject(json, what);
  if (object['apiVersion'] !== 'v1' || object['kind'] !== 'ConfigMap') {
    throw new MpkError('INPUT_MALFORMED', `${what} is of another kind, expected v1 ConfigMap`);
  }
  const metadata = asObject(object['metadata'] ?? {}, `${what} metadata`);
  optionalString(metadata['resourceVersion'], `${what} resourceVersion`);
  for (const [key, text] of Object.entries(asObject(object['data'] ?? {}, `${what} data`))) {
    asString(text, `${what} ${key}`);
  }
}
