// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MpkError, unreadable } from '@mpk/core';
import type { StepEnv } from '@mpk/steps';

/** Where Kubernetes mounts the pod's identity: token, certificate authority, namespace. */
export const SERVICE_ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

const MAX_PORT = 65_535;

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
 * What `KubeConfig.loadFromCluster` of the Kubernetes client does, but it fails where something is missing: that one asks
 * `https://undefined` without variables, goes to ports such as 8080 without TLS, and trusts every public authority where
 * `ca.crt` is empty.
 *
 * @throws MpkError `INPUT_UNREADABLE` outside a cluster, or without a service account; `INPUT_MALFORMED` where `ca.crt` holds
 * no certificate; `TOKEN_INVALID`
 */
export async function clusterAround(env: StepEnv, folder = SERVICE_ACCOUNT_FOLDER): Promise<Cluster> {
  const host = env['KUBERNETES_SERVICE_HOST'] ?? '';
  const port = Number(env['KUBERNETES_SERVICE_PORT'] ?? '443');
  if (host === '' || !Number.isInteger(port) || port < 1 || port > MAX_PORT) {
    throw new MpkError('INPUT_UNREADABLE', 'there is no Kubernetes cluster around this process', {
      hint: 'mount the ConfigMap, or name a policy file',
    });
  }
  const read = (name: string): Promise<string> =>
    readFile(join(folder, name), 'utf8').catch((cause: unknown) => {
      throw unreadable(join(folder, name), cause);
    });
  const ca = await read('ca.crt');
  assertCertificate(ca, join(folder, 'ca.crt'));
  const token = (await read('token')).trim();
  // What an HTTP header holds: the client's own complaint would quote the token.
  if (!/^[\x21-\x7e]+$/.test(token)) throw new MpkError('TOKEN_INVALID', `${join(folder, 'token')} holds no token`);
  return { host, port, ca, token };
}

function assertCertificate(pem: string, path: string): void {
  try {
    new X509Certificate(pem);
  } catch {
    throw new MpkError('INPUT_MALFORMED', `${path} holds no certificate`);
  }
}
