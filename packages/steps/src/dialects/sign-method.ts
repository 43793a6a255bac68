// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { ENV, type StepEnv } from '../context.js';
import type { SignMethod } from '../ports.js';

/** What a caller said about how to sign. */
export interface SignWords {
  readonly keyless: boolean;
  readonly key: string | undefined;
  readonly certificate: string | undefined;
  readonly chain: readonly string[];
  readonly tokenPath: string | undefined;
  readonly fulcioUrl: string | undefined;
  readonly rekorUrl: string | undefined;
  readonly tsaUrl: string | undefined;
}

/** Where Kubernetes mounts the pod's own identity token. */
export const POD_TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * Turns a caller's words into one signing method. Service URLs fall back to the SIGSTORE_* variables that Kubeflow Hub uses
 * too; the password only ever comes from the environment.
 *
 * @throws MpkError `USAGE` where no method or two are given
 */
export function signMethodOf(words: SignWords, env: StepEnv): SignMethod {
  if (words.keyless === (words.key !== undefined)) {
    throw new MpkError('USAGE', 'say how to sign: either with a key or keyless');
  }
  if (words.key === undefined) return keylessMethod(words, env);
  const password = env[ENV.keyPassword];
  const key = { privateKeyPath: words.key, ...(password === undefined || password === '' ? {} : { password }) };
  if (words.certificate === undefined) {
    if (words.chain.length > 0) throw new MpkError('USAGE', 'a chain needs a certificate');
    return { key };
  }
  return { certificate: { ...key, certificatePath: words.certificate, chainPaths: [...words.chain] } };
}

function keylessMethod(words: SignWords, env: StepEnv): SignMethod {
  if (words.certificate !== undefined) throw new MpkError('USAGE', 'keyless signing takes no certificate');
  const tsaUrl = words.tsaUrl ?? env[ENV.tsaUrl];
  return {
    keyless: {
      tokenPath: words.tokenPath ?? POD_TOKEN_PATH,
      fulcioUrl: needed(words.fulcioUrl ?? env[ENV.fulcioUrl], 'fulcio', ENV.fulcioUrl),
      rekorUrl: needed(words.rekorUrl ?? env[ENV.rekorUrl], 'rekor', ENV.rekorUrl),
      ...(tsaUrl === undefined || tsaUrl === '' ? {} : { tsaUrl }),
    },
  };
}

function needed(url: string | undefined, service: string, variable: string): string {
  if (url !== undefined && url !== '') return url;
  throw new MpkError('USAGE', `keyless signing needs the URL of ${service}`, { hint: `set ${variable}` });
}
