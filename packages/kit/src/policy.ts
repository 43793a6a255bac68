// SPDX-License-Identifier: Apache-2.0
import { dirname, resolve } from 'node:path';
import {
  MAX_POLICY_BYTES,
  effectivePolicyFromDocument,
  parsePolicy,
  policyFaults,
  readFileBounded,
  resolvePolicy,
  type EffectivePolicy,
  type ModelPolicy,
  type PolicyFault,
  type PolicyRequirements,
} from '@mpk/core';

export { explainPolicy, parsePolicyTests, policyFaults, policyTemplate } from '@mpk/core';

/** A policy by path, or its bytes from elsewhere (a ConfigMap) with a name for messages. */
export type PolicySource = { readonly path: string } | { readonly bytes: Uint8Array; readonly source: string };

/**
 * Reads a policy and everything that it refers to. Relative paths start from the policy's folder.
 *
 * @throws MpkError `POLICY_INVALID` with line and column; `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`
 */
export async function loadPolicy(source: PolicySource): Promise<EffectivePolicy> {
  if ('bytes' in source) return resolvePolicy(await parsePolicy(source.bytes, { path: source.source }), {});
  const bytes = readPolicyBytes(source.path);
  const parsed = await parsePolicy(bytes, { path: source.path });
  return resolvePolicy(parsed, { folder: dirname(resolve(source.path)) });
}

/** The bytes of a policy file, bounded. */
export const readPolicyBytes = (path: string): Buffer =>
  readFileBounded(path, { maxBytes: MAX_POLICY_BYTES, what: 'policy' });

/** What a caller asks for without a policy file. */
export interface AdHocRequirements {
  readonly keyPath?: string;
  readonly lockPath?: string;
  readonly certificate?: { readonly caPath: string; readonly subject?: string; readonly identity?: string };
  readonly keyless?: { readonly trustedRootPath: string; readonly identity: string; readonly issuer: string };
}

/** Whether anything at all was asked for. */
export const asksForSomething = (ask: AdHocRequirements): boolean =>
  [ask.keyPath, ask.lockPath, ask.certificate, ask.keyless].some((part) => part !== undefined);

/** The policy that flags stand for: so that flags and files are judged by the one gate. */
export async function adHocPolicy(ask: AdHocRequirements): Promise<EffectivePolicy> {
  const signers = adHocSigners(ask);
  const names = Object.keys(signers);
  const requirements: PolicyRequirements = {
    ...(ask.lockPath !== undefined && { identity: { lock: resolve(ask.lockPath) } }),
    ...(names.length > 0 && { signature: { anyOf: names } }),
  };
  const document: ModelPolicy = {
    apiVersion: 'modelprovenance.dev/v1alpha1',
    kind: 'ModelPolicy',
    metadata: { name: 'command-line' },
    spec: {
      ...(names.length > 0 && {
        trust: {
          ...(ask.keyless && { roots: { given: { trustedRoot: resolve(ask.keyless.trustedRootPath) } } }),
          signers,
        },
      }),
      requirements,
    },
  };
  return effectivePolicyFromDocument(document);
}

type Signers = NonNullable<NonNullable<ModelPolicy['spec']['trust']>['signers']>;

function adHocSigners({ keyPath, certificate, keyless }: AdHocRequirements): Signers {
  return {
    ...(keyPath !== undefined && { key: { key: { file: resolve(keyPath) } } }),
    ...(certificate && {
      certificate: {
        certificate: {
          ca: { file: resolve(certificate.caPath) },
          ...(certificate.subject !== undefined && { subject: certificate.subject }),
          ...(certificate.identity !== undefined && { identity: certificate.identity }),
        },
      },
    }),
    ...(keyless && { keyless: { keyless: { root: 'given', issuer: keyless.issuer, identity: keyless.identity } } }),
  };
}

/** Every fault of a policy file, warnings included. @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE` */
export const lintPolicyFile = async (path: string, now: Date): Promise<readonly PolicyFault[]> =>
  policyFaults(readPolicyBytes(path), { now });
