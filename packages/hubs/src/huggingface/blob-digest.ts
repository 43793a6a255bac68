// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { ConsumerFactory } from '@mpk/core';

/** What the Hub says that a file is: SHA-256 of its bytes (LFS and Xet), or git's blob id (small files). */
export interface BlobDigest {
  readonly algorithm: 'sha256' | 'git-sha1';
  /** lowercase */
  readonly hex: string;
}

/** The digest that the name of a blob in the Hub cache states; undefined for other names. */
export function expectedBlobDigest(blobName: string): BlobDigest | undefined {
  if (/^[0-9a-f]{64}$/.test(blobName)) return { algorithm: 'sha256', hex: blobName };
  return /^[0-9a-f]{40}$/.test(blobName) ? { algorithm: 'git-sha1', hex: blobName } : undefined;
}

/**
 * Makes git's id of a file: SHA-1 over `blob SIZE\0` and its bytes; lowercase hex.
 *
 * SHA-1 only finds accidents and plain swaps. What a model is held to is SHA-256.
 */
export const gitSha1Consumer: ConsumerFactory<string> = ({ sizeBytes }) => {
  const hash = createHash('sha1').update(`blob ${sizeBytes}\0`);
  return {
    update: (chunk) => void hash.update(chunk),
    finish: () => hash.digest('hex'),
  };
};
