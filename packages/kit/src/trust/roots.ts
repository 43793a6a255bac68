// SPDX-License-Identifier: Apache-2.0
import {
  MpkError,
  durationMs,
  type CarriedRoot,
  type EffectivePolicy,
  type KeylessThresholds,
  type PolicyRoot,
} from '@mpk/core';
import {
  PUBLIC_TUF_URL,
  TRUSTED_ROOT_TARGET,
  embeddedPublicGoodRoot,
  readCachedTrust,
  type TufTrust,
} from '@mpk/signing';
import { trustCacheFolder } from './cache-folder.js';
import { referencedFile } from './material.js';

/** What trusting depends on besides the policy. */
export interface TrustContext {
  readonly now: Date;
  /** says where this user's cache of trust is */
  readonly env: NodeJS.ProcessEnv;
}

/** A root of trust, ready to verify with. */
export interface OpenedRoot {
  /** bytes of `trusted_root.json` */
  readonly trustedRoot: Uint8Array;
  readonly thresholds: KeylessThresholds | undefined;
  readonly secondOpinion: boolean;
}

/** The roots of a policy; each is read when it is asked for, once. */
export interface Roots {
  /** @throws MpkError `POLICY_INVALID` for a name that is not there; of the cache; `TRUST_INVALID` */
  get(name: string): Promise<OpenedRoot>;
  /** about the roots that were asked for */
  warnings(): readonly string[];
}

/** Opens the roots of a policy. No network: what is fetched lies in the cache already. */
export function openRoots(policy: EffectivePolicy, context: TrustContext): Roots {
  const opened = new Map<string, Promise<OpenedRoot>>();
  const warnings: string[] = [];
  const open = async (name: string): Promise<OpenedRoot> => {
    const root = policy.document.spec.trust?.roots?.[name];
    if (root === undefined) throw new MpkError('POLICY_INVALID', `the policy has no trust root called ${name}`);
    const { trustedRoot, warning } = policy.carriedRoots?.get(name) ?? (await readRoot(root, policy, context));
    if (warning !== undefined) warnings.push(`root ${name}: ${warning}`);
    return { trustedRoot, thresholds: root.thresholds, secondOpinion: root.secondOpinion === true };
  };
  return {
    get(name) {
      const root = opened.get(name) ?? open(name);
      opened.set(name, root);
      return root;
    },
    warnings: () => warnings,
  };
}

function readRoot(
  root: PolicyRoot,
  policy: EffectivePolicy,
  context: TrustContext,
): CarriedRoot | Promise<CarriedRoot> {
  if ('trustedRoot' in root) return { trustedRoot: referencedFile(root.trustedRoot, policy) };
  return 'sigstore' in root ? embeddedRoot(context.now) : cachedRoot(root.tuf, policy, context);
}

const day = (date: Date): string => date.toISOString().slice(0, 10);

function embeddedRoot(now: Date): CarriedRoot {
  const { trustedRoot, takenAt, ageDays, isStale } = embeddedPublicGoodRoot(now);
  const old = `is of ${day(takenAt)}, ${ageDays} days old`;
  const warning = `the public Sigstore root of this version ${old}: keys may have changed since; use a newer version, or tuf`;
  return { trustedRoot, ...(isStale && { warning }) };
}

async function cachedRoot(tuf: Tuf, policy: EffectivePolicy, { now, env }: TrustContext): Promise<CarriedRoot> {
  const trust = await readCachedTrust({
    url: tuf.url,
    root: tufRootOf(tuf, policy),
    cacheFolder: trustCacheFolder(env),
    targets: [TRUSTED_ROOT_TARGET],
    now,
  });
  return usableTuf(trust, tuf, now);
}

type Tuf = Extract<PolicyRoot, { tuf: unknown }>['tuf'];

/**
 * What a TUF repository said, with a warning where that is over.
 *
 * @throws MpkError `TRUST_INVALID` where the policy takes nothing that old
 */
export function usableTuf({ targets, expiresAt, isExpired }: TufTrust, tuf: Tuf, now: Date): CarriedRoot {
  const trustedRoot = targets.get(TRUSTED_ROOT_TARGET);
  if (trustedRoot === undefined) throw new MpkError('INTERNAL', 'the trust cache gave no trusted root');
  if (!isExpired) return { trustedRoot };
  const overdue = now.getTime() - expiresAt.getTime();
  if (tuf.maxExpired !== undefined && overdue > durationMs(tuf.maxExpired)) {
    throw new MpkError('TRUST_INVALID', `what was fetched from ${tuf.url} expired on ${day(expiresAt)}`, {
      hint: 'mpk trust update fetches it again; the policy allows no older one (tuf.maxExpired)',
    });
  }
  const warning = `what was fetched from ${tuf.url} expired on ${day(expiresAt)}: keys may have changed since; mpk trust update fetches it again`;
  return { trustedRoot, warning };
}

/** The root of TUF that a policy trusts to begin with. @throws MpkError `POLICY_INVALID` */
export function tufRootOf(tuf: { url: string; root?: string }, policy: EffectivePolicy): Uint8Array {
  if (tuf.root !== undefined) return referencedFile(tuf.root, policy);
  if (tuf.url === PUBLIC_TUF_URL) return embeddedPublicGoodRoot().tufRoot;
  throw new MpkError('POLICY_INVALID', `the TUF repository ${tuf.url} needs a root that is trusted already`, {
    hint: 'name its root.json, which came to you by another way, in the policy: tuf.root',
  });
}
