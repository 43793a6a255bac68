// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { MpkError, readFileBounded } from '@mpk/core';
import type { Environment } from '../environment.js';
import { SERVICE_ACCOUNT_FOLDER } from '../identity-files.js';
import { headerSecret } from '../token-answer.js';
import { MAX_TOKEN_BYTES, tokenClaims } from '../token.js';

const MAX_AUTHORITIES_BYTES = 1024 * 1024;
const MAX_PORT = 65_535;
const SUBJECT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** The API server around this pod, and as whom the pod speaks to it. The token is a secret. */
export interface PodIdentity {
  readonly host: string;
  readonly port: number;
  /** certificate authorities, PEM: the only ones that are trusted here */
  readonly ca: string;
  readonly token: string;
}

/** A service account by name. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/**
 * The identity that Kubernetes gives every pod, unless told not to.
 *
 * @throws MpkError `INPUT_UNREADABLE` outside a cluster, or without a service account; `INPUT_MALFORMED` where `ca.crt` holds
 * no certificate; `TOKEN_INVALID`
 */
export function readPodIdentity(env: Environment, folder = SERVICE_ACCOUNT_FOLDER): PodIdentity {
  const host = env['KUBERNETES_SERVICE_HOST'] ?? '';
  const port = Number(env['KUBERNETES_SERVICE_PORT'] ?? '443');
  if (host === '' || !Number.isInteger(port) || port < 1 || port > MAX_PORT) {
    throw new MpkError('INPUT_UNREADABLE', 'there is no Kubernetes cluster around this process');
  }
  const caPath = join(folder, 'ca.crt');
  const ca = readText(caPath, MAX_AUTHORITIES_BYTES);
  if (!isCertificate(ca)) throw new MpkError('INPUT_MALFORMED', `${caPath} holds no certificate`);
  return { host, port, ca, token: readPodToken(folder) };
}

/**
 * The service account that this pod runs as, by the word of its own token.
 *
 * @throws MpkError `INPUT_UNREADABLE`, `TOKEN_INVALID`
 */
export function readOwnServiceAccount(folder = SERVICE_ACCOUNT_FOLDER): ServiceAccount {
  const { sub } = tokenClaims(readPodToken(folder));
  const [, namespace, name] = (typeof sub === 'string' ? SUBJECT.exec(sub) : null) ?? [];
  if (namespace === undefined || name === undefined) {
    throw new MpkError('TOKEN_INVALID', `${join(folder, 'token')} is not of a service account`);
  }
  return { namespace, name };
}

function readPodToken(folder: string): string {
  const path = join(folder, 'token');
  return headerSecret(readText(path, MAX_TOKEN_BYTES).trim(), path);
}

const readText = (path: string, maxBytes: number): string =>
  readFileBounded(path, { maxBytes, what: 'service account file' }).toString('utf8');

/** Where there is none, the client would trust every public authority. */
function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
