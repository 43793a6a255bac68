// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { ENV, type StepEnv } from '../context.js';
import type { KeylessServices, SignMethod } from '../ports.js';

/** What a caller said about how to sign. */
export interface SignWords {
  readonly keyless: boolean;
  readonly key: string | undefined;
  readonly certificate: string | undefined;
  readonly chain: readonly string[];
  readonly tokenPath: string | undefined;
  readonly audience: string | undefined;
  readonly fulcioUrl: string | undefined;
  readonly rekorUrl: string | undefined;
  readonly tsaUrl: string | undefined;
  readonly signingConfig: string | undefined;
}

/**
 * Turns a caller's words into one signing method. What names the services falls back to the SIGSTORE_* variables that Kubeflow
 * Hub uses too; the password only ever comes from the environment.
 *
 * A key is a file here: who may write a pipeline must not name programs to run.
 *
 * @throws MpkError `USAGE` where no method or two are given
 */
export function signMethodOf(words: SignWords, env: StepEnv): SignMethod {
  if (words.keyless === (words.key !== undefined)) {
    throw new MpkError('USAGE', 'say how to sign: either with a key or keyless');
  }
  if (words.key === undefined) return keylessMethod(words, env);
  const password = set(env[ENV.keyPassword]);
  const key = { privateKeyPath: words.key, ...(password !== undefined && { password }) };
  const stamped = words.tsaUrl === undefined ? {} : { timestamp: { url: words.tsaUrl } };
  if (words.certificate === undefined) {
    if (words.chain.length > 0) throw new MpkError('USAGE', 'a chain needs a certificate');
    return { key, ...stamped };
  }
  return { certificate: { ...key, certificatePath: words.certificate, chainPaths: [...words.chain] }, ...stamped };
}

/** An empty parameter or variable is none. */
const set = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

function keylessMethod(words: SignWords, env: StepEnv): SignMethod {
  if (words.certificate !== undefined) throw new MpkError('USAGE', 'keyless signing takes no certificate');
  const audience = set(words.audience);
  const meant = audience === undefined ? {} : { audience };
  const path = set(words.tokenPath);
  return {
    keyless: {
      // The pod's own token is for the API server: a certificate authority that got it could use it there.
      identity: path === undefined ? { kind: 'ambient', ...meant } : { kind: 'token-file', path, ...meant },
      services: keylessServices(words, env),
    },
  };
}

/** What is said goes before what is set; of each, a whole description before single addresses. */
function keylessServices(words: SignWords, env: StepEnv): KeylessServices {
  const said = set(words.signingConfig);
  if (said !== undefined) return { signingConfigPath: said };
  const configured = set(env[ENV.signingConfig]);
  const [fulcio, rekor] = [set(words.fulcioUrl), set(words.rekorUrl)];
  const tufUrl = set(env[ENV.tufUrl]);
  if (fulcio === undefined && rekor === undefined) {
    if (configured !== undefined) return { signingConfigPath: configured };
    if (tufUrl !== undefined && set(env[ENV.fulcioUrl]) === undefined) return fromTuf(tufUrl, set(env[ENV.tufRoot]));
  }
  const tsaUrl = set(words.tsaUrl) ?? set(env[ENV.tsaUrl]);
  return {
    fulcioUrl: needed(fulcio ?? set(env[ENV.fulcioUrl]), 'fulcio', ENV.fulcioUrl),
    rekorUrl: needed(rekor ?? set(env[ENV.rekorUrl]), 'rekor', ENV.rekorUrl),
    ...(tsaUrl !== undefined && { timestamp: { url: tsaUrl } }),
  };
}

const fromTuf = (url: string, rootPath: string | undefined): KeylessServices => ({
  tuf: { url, ...(rootPath !== undefined && { rootPath }) },
});

function needed(url: string | undefined, service: string, variable: string): string {
  if (url !== undefined) return url;
  throw new MpkError('USAGE', `keyless signing needs the URL of ${service}`, {
    hint: `set ${variable}, ${ENV.signingConfig} or ${ENV.tufUrl}`,
  });
}
