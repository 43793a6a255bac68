// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { SIGNING_CONFIG_TARGET, TRUSTED_ROOT_TARGET, updateTrust } from '@mpk/signing';
import { loadPolicy } from '../policy.js';
import { trustCacheFolder } from './cache-folder.js';
import { firstTufRoot } from './first-tuf-root.js';
import { tufRootOf } from './roots.js';

/** Which TUF repositories to ask: those of a policy, or one by address. */
export type UpdateTrustOptions = {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
} & ({ readonly policyPath: string } | { readonly url: string; readonly rootPath?: string });

/** What was fetched. */
export interface UpdatedRepository {
  readonly url: string;
  /** version of its root of TUF */
  readonly rootVersion: number;
  /** ISO 8601: when the first of its metadata is over */
  readonly expiresOn: string;
}

/**
 * Fetches what TUF repositories say, verifies it from their first roots on, and keeps it for verification without network.
 *
 * @throws MpkError `TRUST_INVALID`, `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`; `NOTHING_TO_CHECK` for a policy without such roots; of
 * policy, roots and cache
 */
export async function updateTrustOf(options: UpdateTrustOptions): Promise<readonly UpdatedRepository[]> {
  const repositories =
    'url' in options ? [{ url: options.url, root: firstTufRoot(options) }] : await ofPolicy(options.policyPath);
  const updated: UpdatedRepository[] = [];
  for (const { url, root } of repositories) {
    const { metadata, expiresAt } = await updateTrust({
      url,
      root,
      cacheFolder: trustCacheFolder(options.env),
      targets: [TRUSTED_ROOT_TARGET],
      optionalTargets: [SIGNING_CONFIG_TARGET],
      signal: options.signal,
    });
    updated.push({ url, rootVersion: metadata.root.version, expiresOn: expiresAt.toISOString() });
  }
  return updated;
}

async function ofPolicy(path: string): Promise<readonly { url: string; root: Uint8Array }[]> {
  const policy = await loadPolicy({ path });
  const roots = Object.values(policy.document.spec.trust?.roots ?? {});
  const repositories = roots.flatMap((root) =>
    'tuf' in root ? [{ url: root.tuf.url, root: tufRootOf(root.tuf, policy) }] : [],
  );
  if (repositories.length > 0) return repositories;
  throw new MpkError('NOTHING_TO_CHECK', 'the policy names no TUF repository', {
    hint: 'spec.trust.roots.NAME.tuf names one; other roots need no update',
  });
}
