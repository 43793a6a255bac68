// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { MpkError } from '@mpk/core';

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/** An entry's place in a tree, and the hashes from it to the root. */
export interface Inclusion {
  readonly index: number;
  readonly treeSize: number;
  /** leaf to root */
  readonly hashes: readonly Buffer[];
}

/**
 * Computes the root of the tree that an inclusion proof speaks of.
 *
 * @throws MpkError `LOG_ENTRY_INVALID` for an index outside the tree, or for hashes too few or too many
 * @see https://www.rfc-editor.org/rfc/rfc9162 section 2.1.3.2
 */
export function rootOfInclusion(entry: Uint8Array, { index, treeSize, hashes }: Inclusion): Buffer {
  if (index >= treeSize) throw invalid();
  // Sizes are below 2^53, and numbers lose their upper half in bit operations.
  let position = BigInt(index);
  let last = BigInt(treeSize) - 1n;
  let hash = sha256(LEAF, entry);
  for (const sibling of hashes) {
    if (last === 0n) throw invalid();
    if ((position & 1n) === 1n || position === last) {
      hash = sha256(NODE, sibling, hash);
      while ((position & 1n) === 0n && position !== 0n) [position, last] = [position >> 1n, last >> 1n];
    } else {
      hash = sha256(NODE, hash, sibling);
    }
    [position, last] = [position >> 1n, last >> 1n];
  }
  if (last !== 0n) throw invalid();
  return hash;
}

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const invalid = (): MpkError => new MpkError('LOG_ENTRY_INVALID', 'the inclusion proof does not fit its tree');
