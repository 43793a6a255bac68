// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import {
  MAX_BUNDLE_BYTES,
  MpkError,
  TRUST_BUNDLE_TYPE,
  createStatement,
  durationMs,
  showName,
  type BundledPolicy,
  type BundledRoot,
  type EffectivePolicy,
  type PolicyRoot,
  type TrustBundle,
} from '@mpk/core';
import { TRUSTED_ROOT_TARGET, embeddedPublicGoodRoot, readCachedTrust, trustCacheBytes } from '@mpk/signing';
import { assertWritable, encodeBundle, writeBundle } from '../attestations/bundle-output.js';
import { loadPolicy, readPolicyBytes } from '../policy.js';
import { createSigner, type SignerContext } from '../signer/create-signer.js';
import type { PrivateKey } from '../signer/method.js';
import { trustCacheFolder } from '../trust/cache-folder.js';
import { tufRootOf } from '../trust/roots.js';

/** How long a bundle is used, unless somebody says otherwise. */
export const DEFAULT_BUNDLE_LIFETIME = '90d';

/** Options of {@link createTrustBundle}. */
export interface CreateTrustBundleOptions extends SignerContext {
  readonly policyPaths: readonly string[];
  readonly outputPath: string;
  readonly overwrite?: boolean;
  readonly key: PrivateKey;
  /** `90d`, `12h`; default {@link DEFAULT_BUNDLE_LIFETIME} */
  readonly validFor?: string;
  readonly now?: Date;
}

/** What was bundled, and where it lies. */
export interface TrustBundleOutcome {
  readonly bundlePath: string;
  readonly bundleSha256: string;
  readonly expiresOn: string;
  readonly policies: readonly { readonly name: string; readonly digest: string }[];
}

/**
 * Writes one signed file with policies and all that they need: keys, authorities, roots of trust, TUF metadata. With it and the
 * public key of whoever signed it, a machine without network verifies.
 *
 * What a TUF repository says is taken from this user's cache.
 *
 * @throws MpkError what keeps a policy, a file that it names or the cache from being read, or the signer from signing;
 * `OUTPUT_EXISTS`; `USAGE` for two policies of one name
 */
export async function createTrustBundle(options: CreateTrustBundleOptions): Promise<TrustBundleOutcome> {
  const output = { path: resolve(options.outputPath), append: false, overwrite: options.overwrite === true };
  assertWritable(output);
  const now = options.now ?? new Date();
  const expiresOn = new Date(now.getTime() + durationMs(options.validFor ?? DEFAULT_BUNDLE_LIFETIME));
  const signer = await createSigner({ key: options.key }, options);
  const policies: BundledPolicy[] = [];
  for (const path of options.policyPaths) policies.push(await bundlePolicy(path, { now, env: options.env }));
  assertDistinct(policies);
  const predicate: TrustBundle = { createdOn: stamp(now), expiresOn: stamp(expiresOn), policies };
  const subject = policies.map(({ name, digest }) => ({ name, digest: { sha256: digest.slice('sha256:'.length) } }));
  const statement = createStatement({ subject, predicateType: TRUST_BUNDLE_TYPE, predicate }, MAX_BUNDLE_BYTES);
  return {
    ...(await writeBundle(encodeBundle(await signer.sign(statement)), output)),
    expiresOn: predicate.expiresOn,
    policies: policies.map(({ name, digest }) => ({ name, digest })),
  };
}

/** Whoever verifies names the policy. @throws MpkError `USAGE` */
function assertDistinct(policies: readonly BundledPolicy[]): void {
  const names = policies.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new MpkError('USAGE', `two of the policies are called ${showName(twice)}: none of them could be asked for`, {
    hint: 'give each a metadata.name of its own, or make two trust bundles',
  });
}

const stamp = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

interface Surroundings {
  readonly now: Date;
  readonly env: NodeJS.ProcessEnv;
}

async function bundlePolicy(path: string, around: Surroundings): Promise<BundledPolicy> {
  const document = readPolicyBytes(path);
  const policy = await loadPolicy({ path });
  const roots: Record<string, BundledRoot> = {};
  for (const [name, root] of Object.entries(policy.document.spec.trust?.roots ?? {})) {
    const bundled = await bundleRoot(root, policy, around);
    if (bundled !== undefined) roots[name] = bundled;
  }
  return {
    name: policy.document.metadata.name,
    document: document.toString('base64'),
    digest: policy.digest,
    files: Object.fromEntries([...policy.references].map(([name, { bytes }]) => [name, base64(bytes)])),
    roots,
  };
}

/** @returns undefined for a root whose file is bundled with the policy's files */
async function bundleRoot(
  root: PolicyRoot,
  policy: EffectivePolicy,
  { now, env }: Surroundings,
): Promise<BundledRoot | undefined> {
  if ('trustedRoot' in root) return undefined;
  if ('sigstore' in root) {
    const { trustedRoot, takenAt } = embeddedPublicGoodRoot(now);
    return { trustedRoot: base64(trustedRoot), takenOn: stamp(takenAt) };
  }
  const cache = { url: root.tuf.url, cacheFolder: trustCacheFolder(env) };
  // Verified here too: whoever bundles hears of a broken cache, not whoever has no network to repair it.
  await readCachedTrust({ ...cache, root: tufRootOf(root.tuf, policy), targets: [TRUSTED_ROOT_TARGET], now });
  return { tufCache: base64(trustCacheBytes(cache)) };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
