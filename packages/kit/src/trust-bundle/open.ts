// SPDX-License-Identifier: Apache-2.0
import {
  MAX_BUNDLE_BYTES,
  MpkError,
  TRUST_BUNDLE_TYPE,
  checkPredicate,
  isMpkError,
  decodeBase64,
  exitFor,
  parseBundle,
  parsePolicy,
  parseStatement,
  readFileBounded,
  resolvePolicy,
  verifyStatement,
  type BundledPolicy,
  type BundledRoot,
  type CarriedRoot,
  type EffectivePolicy,
  type Statement,
  type TrustBundle,
} from '@mpk/core';
import {
  MAX_KEY_BYTES,
  STALE_AFTER_DAYS,
  TRUSTED_ROOT_TARGET,
  createKeyVerifier,
  verifyTrustCache,
} from '@mpk/signing';
import { POLICY_IDS } from '../policy-ids.js';
import { tufRootOf, usableTuf } from '../trust/roots.js';

/** Clocks of two machines differ. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/** A trust bundle, and whose key it must be signed with. */
export interface TrustBundleSource {
  readonly path: string;
  /** public key (PEM) of whoever makes the bundles; the one thing that has to be on the machine already */
  readonly keyPath: string;
  /** which of its policies; needed where it has several */
  readonly policyName?: string;
}

/** What a trust bundle holds, verified. */
export interface OpenedTrustBundle {
  readonly bundle: TrustBundle;
  readonly signedBy: string;
}

/**
 * Opens a trust bundle: its signature first, then its time.
 *
 * @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED`; `TRUST_INVALID` for one that
 * the key did not sign, that is over, or not made yet
 */
export function openTrustBundle(
  { path, keyPath }: Omit<TrustBundleSource, 'policyName'>,
  now: Date,
): OpenedTrustBundle {
  const bytes = readFileBounded(path, { maxBytes: MAX_BUNDLE_BYTES, what: 'trust bundle' });
  const publicKeyPem = readFileBounded(keyPath, { maxBytes: MAX_KEY_BYTES, what: 'public key' });
  const { statement, signer } = named(path, () =>
    verifyStatement(parseBundle(bytes), createKeyVerifier({ publicKeyPem, now })),
  );
  const bundle = readPredicate(statement, path);
  assertInTime(bundle, now);
  return { bundle, signedBy: signer.identity.method === 'key' ? signer.identity.keyDigest : '' };
}

/** An error is about the bundle, and not about the model that it is to be used for. */
function named<T>(path: string, verify: () => T): T {
  try {
    return verify();
  } catch (error) {
    if (!isMpkError(error)) throw error;
    const hint = 'take the trust bundle, or the public key of whoever made it, from where you trust it';
    // No model was judged: exit status 10 would say that one was refused.
    const code = exitFor(error.code) === exitFor('SIGNATURE_INVALID') ? 'TRUST_INVALID' : error.code;
    throw new MpkError(code, `the trust bundle ${path}: ${error.message}`, { cause: error, hint });
  }
}

/**
 * What a file says that looks like a trust bundle. Nothing of it is verified.
 *
 * @throws MpkError `INPUT_MALFORMED`
 */
export function peekTrustBundle(bytes: Uint8Array, name: string): TrustBundle {
  const statement = parseStatement(parseBundle(bytes).envelope.payload, MAX_BUNDLE_BYTES);
  checkPredicate(statement.predicateType, statement.predicate);
  return readPredicate(statement, name);
}

function readPredicate({ predicateType, predicate }: Statement, name: string): TrustBundle {
  if (predicateType === TRUST_BUNDLE_TYPE) return predicate as unknown as TrustBundle;
  throw new MpkError('INPUT_MALFORMED', `${name} is no trust bundle`, { hint: 'mpk trust bundle makes one' });
}

function assertInTime({ createdOn, expiresOn }: TrustBundle, now: Date): void {
  if (now.getTime() + CLOCK_SKEW_MS < Date.parse(createdOn)) {
    throw new MpkError('TRUST_INVALID', `the trust bundle was made on ${createdOn}, which is not yet`, {
      hint: 'set the clock of this machine',
    });
  }
  if (now <= new Date(expiresOn)) return;
  throw new MpkError('TRUST_INVALID', `the trust bundle was good until ${expiresOn}`, {
    hint: 'have a new one made (mpk trust bundle)',
  });
}

/**
 * The policy of a trust bundle, with its files and roots: nothing of it is read from anywhere else.
 *
 * @throws MpkError as {@link openTrustBundle}; `USAGE` for a name that is not there, or none where there are several; `INPUT_MALFORMED` where it is not
 * complete, or its digest another; of the policy
 */
export async function loadBundledPolicy(source: TrustBundleSource, now: Date): Promise<EffectivePolicy> {
  const { bundle } = openTrustBundle(source, now);
  const bundled = pick(bundle.policies, source.policyName);
  const parsed = await parsePolicy(decodeBase64(bundled.document, 'policy'), {
    path: bundled.name,
    ...POLICY_IDS,
  });
  const readFile = (path: string): Promise<Uint8Array> => {
    const content = Object.hasOwn(bundled.files, path) ? bundled.files[path] : undefined;
    if (content === undefined) throw new MpkError('INPUT_MALFORMED', `the trust bundle has no file ${path}`);
    return Promise.resolve(decodeBase64(content, path));
  };
  const policy = await resolvePolicy(parsed, { readFile });
  if (policy.digest !== bundled.digest) {
    throw new MpkError(
      'INPUT_MALFORMED',
      `the policy ${bundled.name} in the trust bundle has another digest than stated`,
    );
  }
  return { ...policy, carriedRoots: await carriedRoots(bundled, policy, now) };
}

function pick(policies: readonly BundledPolicy[], name: string | undefined): BundledPolicy {
  const found = name === undefined ? policies : policies.filter((policy) => policy.name === name);
  const [policy] = found;
  if (policy !== undefined && found.length === 1) return policy;
  const names = policies.map((one) => one.name).join(', ');
  throw new MpkError(
    'USAGE',
    name === undefined
      ? 'the trust bundle has several policies'
      : `the trust bundle does not have one policy called ${name}`,
    {
      hint: `it has ${names}; say which with --policy-name`,
    },
  );
}

async function carriedRoots(
  { roots }: BundledPolicy,
  policy: EffectivePolicy,
  now: Date,
): Promise<ReadonlyMap<string, CarriedRoot>> {
  const carried = new Map<string, CarriedRoot>();
  for (const [name, root] of Object.entries(policy.document.spec.trust?.roots ?? {})) {
    if ('trustedRoot' in root) continue;
    const bundled = Object.hasOwn(roots, name) ? roots[name] : undefined;
    if (bundled === undefined) throw new MpkError('INPUT_MALFORMED', `the trust bundle has no root ${name}`);
    carried.set(name, await carriedRoot(bundled, { name, root, policy, now }));
  }
  return carried;
}

interface Asked {
  readonly name: string;
  readonly root: Exclude<
    NonNullable<NonNullable<EffectivePolicy['document']['spec']['trust']>['roots']>[string],
    { trustedRoot: string }
  >;
  readonly policy: EffectivePolicy;
  readonly now: Date;
}

async function carriedRoot(bundled: BundledRoot, { name, root, policy, now }: Asked): Promise<CarriedRoot> {
  if ('trustedRoot' in bundled) {
    if ('tuf' in root)
      throw new MpkError('INPUT_MALFORMED', `the trust bundle has no TUF metadata for the root ${name}`);
    return publicRoot(bundled, name, now);
  }
  if (!('tuf' in root))
    throw new MpkError('INPUT_MALFORMED', `the root ${name} of the trust bundle is of another kind`);
  const cache = decodeBase64(bundled.tufCache, name);
  const trust = await verifyTrustCache(cache, {
    root: tufRootOf(root.tuf, policy),
    targets: [TRUSTED_ROOT_TARGET],
    now,
  });
  return usableTuf(trust, root.tuf, now);
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The public instance's root, with a warning where it is old: nothing in it says so. */
function publicRoot(bundled: Extract<BundledRoot, { trustedRoot: string }>, name: string, now: Date): CarriedRoot {
  const trustedRoot = decodeBase64(bundled.trustedRoot, name);
  const ageDays = Math.floor((now.getTime() - Date.parse(bundled.takenOn)) / DAY_MS);
  if (ageDays <= STALE_AFTER_DAYS) return { trustedRoot };
  const age = `is of ${bundled.takenOn.slice(0, 10)}, ${ageDays} days old`;
  return {
    trustedRoot,
    warning: `the public Sigstore root ${age}: keys may have changed since; have a new trust bundle made`,
  };
}
