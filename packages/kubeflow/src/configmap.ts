// SPDX-License-Identifier: Apache-2.0
import { MpkError, asObject, asString, optionalString, parseJson } from '@mpk/core';
import { MAX_POLICY_BYTES, type ConfigMapContent } from '@mpk/steps';
import { getFromCluster, type Cluster } from './cluster.js';

/** Largest answer: a ConfigMap has at most 1 MiB of data, which JSON may escape. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/**
 * Reads a ConfigMap through the Kubernetes API.
 *
 * The service account needs `get` on that one ConfigMap, and nothing more.
 *
 * @throws MpkError `INPUT_UNREADABLE` where it is not there or must not be read; `INPUT_TOO_LARGE`; `INPUT_MALFORMED`;
 * `NETWORK_UNAVAILABLE` where the API server does not answer
 */
export async function readConfigMap(namespace: string, name: string, cluster: Cluster): Promise<ConfigMapContent> {
  const what = `ConfigMap ${namespace}/${name}`;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps/${encodeURIComponent(name)}`;
  const { status, body } = await getFromCluster(cluster, path, MAX_ANSWER_BYTES);
  assertOk(status, what);
  const json = asObject(parseJson(body, { maxBytes: MAX_ANSWER_BYTES, what }), what);
  const metadata = asObject(json['metadata'] ?? {}, `${what} metadata`);
  const entries = Object.entries(asObject(json['data'] ?? {}, `${what} data`));
  const data = Object.fromEntries(entries.map(([key, text]) => [key, asString(text, `${what} ${key}`)]));
  const sizeBytes = Object.values(data).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (sizeBytes > MAX_POLICY_BYTES) {
    throw new MpkError('INPUT_TOO_LARGE', `${what} has ${sizeBytes} bytes, at most ${MAX_POLICY_BYTES} are read`);
  }
  return { data, resourceVersion: optionalString(metadata['resourceVersion'], `${what} resourceVersion`) ?? '' };
}

function assertOk(status: number, what: string): void {
  if (status === 200) return;
  if (status === 404) throw new MpkError('INPUT_UNREADABLE', `${what} is not there`);
  if (status === 401 || status === 403) {
    throw new MpkError('INPUT_UNREADABLE', `${what} must not be read by this service account`, {
      hint: 'allow it get on that ConfigMap',
    });
  }
  if (status === 429 || status >= 500) {
    throw new MpkError('NETWORK_UNAVAILABLE', `the Kubernetes API answered ${status} for ${what}`);
  }
  throw new MpkError('NETWORK_REFUSED', `the Kubernetes API answered ${status} for ${what}`);
}
