// SPDX-License-Identifier: Apache-2.0
import { MAX_BUNDLE_BYTES, isMpkError, readFileBounded, type EffectivePolicy, type TrustBundle } from '@mpk/core';
import { describeTrustedRoot, embeddedPublicGoodRoot, type TrustedRootDescription } from '@mpk/signing';
import { loadPolicy } from '../policy.js';
import { loadBundledPolicy, openTrustBundle, peekTrustBundle } from '../trust-bundle/open.js';
import { openRoots } from './roots.js';
import { signersOf, type ShownSigner } from './signer-keys.js';

/** Options of {@link showTrust}. */
export interface ShowTrustOptions {
  /** a trusted root, a trust bundle or a policy; default: the public instance as this version knows it */
  readonly path?: string;
  /** public key (PEM) that a trust bundle must be signed with; without it nothing of the bundle is verified */
  readonly keyPath?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly now?: Date;
}

/** A root of trust in plain words, or why it cannot be used. */
export type ShownRoot = { readonly name: string } & (
  | { readonly root: TrustedRootDescription; readonly warning?: string }
  | { readonly error: { readonly code: string; readonly message: string } }
);

/** What is trusted, for people to read. */
export interface ShownTrust {
  readonly kind: 'embedded root' | 'trusted root' | 'policy' | 'trust bundle';
  readonly warnings: readonly string[];
  readonly roots: readonly ShownRoot[];
  /** of a policy, and of a trust bundle that was verified: those with keys or authorities of their own */
  readonly signers: readonly ShownSigner[];
  /** of a trust bundle */
  readonly bundle?: {
    readonly createdOn: string;
    readonly expiresOn: string;
    /** digest of the key; absent where nothing was verified */
    readonly signedBy?: string;
    readonly policies: readonly { readonly name: string; readonly digest: string; readonly files: readonly string[] }[];
  };
}

/**
 * Shows whom a root, a policy or a trust bundle trusts.
 *
 * Of a trust bundle the roots are shown where its key is given: without it nothing is known to be true.
 *
 * @throws MpkError what keeps it from being read; of a trust bundle with a key, what keeps it from being verified and used
 */
export async function showTrust(options: ShowTrustOptions): Promise<ShownTrust> {
  const { path, env, now = new Date() } = options;
  if (path === undefined) return embedded(now);
  const bytes = readFileBounded(path, { maxBytes: MAX_BUNDLE_BYTES, what: 'file' });
  const kind = kindOf(bytes);
  if (kind === 'trust bundle') return bundled({ ...options, path }, bytes, now);
  if (kind === 'trusted root')
    return { kind, warnings: [], roots: [{ name: path, root: describeTrustedRoot(bytes, now) }], signers: [] };
  return ofPolicy(await loadPolicy({ path }), { env, now });
}

/** What the first bytes look like; whoever reads it says what is wrong with it. */
function kindOf(bytes: Buffer): ShownTrust['kind'] {
  const isJson = /^\s*\{/.test(bytes.toString('latin1', 0, 64));
  if (isJson && bytes.includes('"dsseEnvelope"')) return 'trust bundle';
  return isJson && !bytes.includes('"apiVersion"') ? 'trusted root' : 'policy';
}

function embedded(now: Date): ShownTrust {
  const { trustedRoot, takenAt, ageDays, isStale, source } = embeddedPublicGoodRoot(now);
  const age = `of ${takenAt.toISOString().slice(0, 10)} (${source}), ${ageDays} days old`;
  const old = `this root is ${age}: keys may have changed since; use a newer version, or a TUF repository`;
  const name = `the public Sigstore instance, ${age}`;
  return {
    kind: 'embedded root',
    warnings: isStale ? [old] : [],
    roots: [{ name, root: describeTrustedRoot(trustedRoot, now) }],
    signers: [],
  };
}

async function ofPolicy(policy: EffectivePolicy, context: { env: NodeJS.ProcessEnv; now: Date }): Promise<ShownTrust> {
  const roots = openRoots(policy, context);
  const shown: ShownRoot[] = [];
  for (const name of Object.keys(policy.document.spec.trust?.roots ?? {})) {
    try {
      shown.push({ name, root: describeTrustedRoot((await roots.get(name)).trustedRoot, context.now) });
    } catch (error) {
      if (!isMpkError(error)) throw error;
      shown.push({ name, error: { code: error.code, message: error.message } });
    }
  }
  return { kind: 'policy', warnings: roots.warnings(), roots: shown, signers: signersOf(policy) };
}

async function bundled(options: ShowTrustOptions & { path: string }, bytes: Buffer, now: Date): Promise<ShownTrust> {
  const { path, keyPath } = options;
  if (keyPath === undefined) {
    const warnings = ['nothing of this was verified: name the key that must have signed it'];
    const bundle = summaryOf(peekTrustBundle(bytes, path));
    return { kind: 'trust bundle', warnings, roots: [], signers: [], bundle };
  }
  const { bundle, signedBy } = openTrustBundle({ path, keyPath }, now);
  const shown = [];
  for (const { name } of bundle.policies) {
    const policy = await loadBundledPolicy({ path, keyPath, policyName: name }, now);
    shown.push(await ofPolicy(policy, { env: options.env, now }));
  }
  return {
    kind: 'trust bundle',
    warnings: shown.flatMap(({ warnings }) => warnings),
    roots: shown.flatMap(({ roots }) => roots),
    signers: shown.flatMap(({ signers }) => signers),
    bundle: { ...summaryOf(bundle), signedBy },
  };
}

const summaryOf = ({ createdOn, expiresOn, policies }: TrustBundle): NonNullable<ShownTrust['bundle']> => ({
  createdOn,
  expiresOn,
  policies: policies.map(({ name, digest, files, roots }) => ({
    name,
    digest,
    files: [...Object.keys(files), ...Object.keys(roots).map((root) => `root ${root}`)],
  })),
});
