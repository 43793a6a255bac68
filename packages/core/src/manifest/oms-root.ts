// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/**
 * The OMS root digest: SHA-256 over the raw digests of the files, in their order.
 *
 * It covers no names and no sizes: a rename that keeps the order leaves it unchanged. It locates OMS statements and never
 * alone identifies a model; the manifest digest does that.
 *
 * @param sha256s - lowercase hex
 * @returns lowercase hex
 */
export function omsRootDigest(sha256s: readonly string[]): string {
  const hash = createHash('sha256');
  for (const hex of sha256s) hash.update(hex, 'hex');
  return hash.digest('hex');
}
