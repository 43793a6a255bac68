// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { get } from 'node:https';
import { join } from 'node:path';
import { MpkError, isMpkError, unreadable } from '@mpk/core';
import type { StepEnv } from '@mpk/steps';

/** Where Kubernetes mounts the pod's identity: token, certificate authority, namespace. */
export const SERVICE_ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

const TIMEOUT_MS = 15_000;

/** An API server and who asks it. The token is a secret. */
export interface Cluster {
  readonly host: string;
  readonly port: number;
  /** certificate authorities, PEM: the only ones that are trusted here */
  readonly ca: string;
  readonly token: string;
  readonly timeoutMs?: number;
}

/**
 * The cluster around this pod, as Kubernetes tells every pod of it.
 *
 * @throws MpkError `INPUT_UNREADABLE` outside a cluster, or without a service account
 */
export async function clusterAround(env: StepEnv, folder = SERVICE_ACCOUNT_FOLDER): Promise<Cluster> {
  const host = env['KUBERNETES_SERVICE_HOST'] ?? '';
  const port = Number(env['KUBERNETES_SERVICE_PORT'] ?? '443');
  if (host === '' || !Number.isInteger(port)) {
    throw new MpkError('INPUT_UNREADABLE', 'there is no Kubernetes cluster around this process', {
      hint: 'mount the ConfigMap, or name a policy file',
    });
  }
  const read = (name: string): Promise<string> =>
    readFile(join(folder, name), 'utf8').catch((cause: unknown) => {
      throw unreadable(join(folder, name), cause);
    });
  return { host, port, ca: await read('ca.crt'), token: (await read('token')).trim() };
}

/**
 * One GET to the API server: TLS with the cluster's own authority, no redirects, bounded in time and size.
 *
 * Node alone does it: the Kubernetes client library would be most of the image's program, for one request.
 *
 * @param path - absolute, encoded
 * @throws MpkError `NETWORK_UNAVAILABLE`, `INPUT_TOO_LARGE`
 */
export async function getFromCluster(
  cluster: Cluster,
  path: string,
  maxBytes: number,
): Promise<{ status: number; body: Buffer }> {
  const signal = AbortSignal.timeout(cluster.timeoutMs ?? TIMEOUT_MS);
  try {
    return await new Promise((resolve, reject) => {
      const { host, port, ca, token } = cluster;
      const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
      const request = get({ host, port, ca, path, headers, signal, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        let sizeBytes = 0;
        response.on('data', (chunk: Buffer) => {
          sizeBytes += chunk.length;
          if (sizeBytes <= maxBytes) chunks.push(chunk);
          else
            request.destroy(new MpkError('INPUT_TOO_LARGE', `the Kubernetes API answers with over ${maxBytes} bytes`));
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
        response.on('error', reject);
      });
      request.on('error', reject);
    });
  } catch (error) {
    if (isMpkError(error)) throw error;
    // The request, with its token, hangs on some of Node's errors: only the code is taken.
    const reason = signal.aborted ? 'no answer in time' : ((error as NodeJS.ErrnoException).code ?? 'unknown reason');
    throw new MpkError('NETWORK_UNAVAILABLE', `the Kubernetes API is unreachable: ${reason}`);
  }
}
