// SPDX-License-Identifier: Apache-2.0
import { dirname, resolve } from 'node:path';
import {
  MAX_POLICY_BYTES,
  effectivePolicyFromDocument,
  parsePolicy,
  policyFaults as faultsOf,
  readFileBounded,
  resolvePolicy,
  type EffectivePolicy,
  type ModelPolicy,
  type PolicyFault,
  type PolicyFaultsOptions,
  type PolicyRequirements,
  type PolicyRoot,
} from '@mpk/core';
import { POLICY_IDS } from './policy-ids.js';
import { createMaterialCheck } from './policy-material.js';
import type { TrustBundleSource } from './trust-bundle/open.js';

export { asksForSomething } from './asks-for-something.js';
export { explainPolicy, parsePolicyTests, policyTemplate } from '@mpk/core';
export { initPolicy } from './policy-init.js';
export type { InitPolicyOptions, InitialisedPolicy } from './policy-init.js';

/** A policy by path, its bytes from elsewhere (a ConfigMap) with a name for messages, or one of a trust bundle. */
export type PolicySource =
  | { readonly path: string }
  | { readonly bytes: Uint8Array; readonly source: string }
  | { readonly trustBundle: TrustBundleSource };

/**
 * Reads a policy and everything that it refers to. Relative paths start from the policy's folder.
 *
 * @param now - at which a trust bundle must be good
 * @throws MpkError `POLICY_INVALID` with line and column; `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`; of a trust bundle
 */
export async function loadPolicy(source: PolicySource, now = new Date()): Promise<EffectivePolicy> {
  if ('trustBundle' in source) {
    return (await import('./trust-bundle/open.js')).loadBundledPolicy(source.trustBundle, now);
  }
  if ('bytes' in source) {
    return resolvePolicy(await parsePolicy(source.bytes, { path: source.source, ...POLICY_IDS }), {});
  }
  const bytes = readPolicyBytes(source.path);
  const parsed = await parsePolicy(bytes, { path: source.path, ...POLICY_IDS });
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
  readonly keyless?: AdHocKeyless;
}

/** A keyless signer without a policy file; each of identity and issuer exactly once. */
export interface AdHocKeyless {
  /** default: the public Sigstore instance */
  readonly root?:
    { readonly trustedRootPath: string } | { readonly tuf: { readonly url: string; readonly rootPath?: string } };
  readonly identity?: string;
  readonly identityPattern?: string;
  readonly issuer?: string;
  readonly issuerPattern?: string;
}

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
          ...(ask.keyless && { roots: { given: adHocRoot(ask.keyless) } }),
          signers,
        },
      }),
      requirements,
    },
  };
  return effectivePolicyFromDocument(document, { ...POLICY_IDS });
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
    ...(keyless && { keyless: { keyless: { ...expected(keyless), root: 'given' } } }),
  };
}

/** A document has no fields that are undefined. */
const expected = ({ identity, identityPattern, issuer, issuerPattern }: AdHocKeyless): Omit<AdHocKeyless, 'root'> => ({
  ...(identity !== undefined && { identity }),
  ...(identityPattern !== undefined && { identityPattern }),
  ...(issuer !== undefined && { issuer }),
  ...(issuerPattern !== undefined && { issuerPattern }),
});

function adHocRoot({ root }: AdHocKeyless): PolicyRoot {
  if (root === undefined) return { sigstore: 'public-good' };
  if ('trustedRootPath' in root) return { trustedRoot: resolve(root.trustedRootPath) };
  const { url, rootPath } = root.tuf;
  return { tuf: { url, ...(rootPath !== undefined && { root: resolve(rootPath) }) } };
}

/** Every fault of a policy's bytes, warnings included, as core's; format ids are known here. */
export const policyFaults = (bytes: Uint8Array, options: PolicyFaultsOptions = {}): Promise<readonly PolicyFault[]> =>
  faultsOf(bytes, { ...POLICY_IDS, ...options });

/** Options of {@link lintPolicyFile}. */
export interface LintPolicyOptions {
  /** what "over" is measured by; default the current time */
  readonly now?: Date;
  /** do not look at the keys, authorities, roots and locks that the policy names */
  readonly documentOnly?: boolean;
}

/**
 * Every fault of a policy file, warnings included, and of the files that it refers to.
 *
 * @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE` for the policy itself
 */
export async function lintPolicyFile(path: string, options: LintPolicyOptions = {}): Promise<readonly PolicyFault[]> {
  const bytes = readPolicyBytes(path);
  if (options.documentOnly === true) return policyFaults(bytes, { now: options.now });
  return policyFaults(bytes, { now: options.now, checkMaterial: createMaterialCheck(dirname(resolve(path))) });
}
