// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/** Proof that an entry is in a tree. */
export interface Inclusion {
  readonly treeSize: number;
  readonly rootHash: Buffer;
  /** leaf to root */
  readonly hashes: readonly Buffer[];
}

/** An append-only Merkle tree, written as RFC 6962 section 2.1 defines it: slow, and easy to believe. */
export class MerkleLog {
  readonly #leaves: Buffer[] = [];

  /** Appends an entry. @returns its index */
  append(entry: Uint8Array): number {
    this.#leaves.push(sha256(Buffer.from([0]), entry));
    return this.#leaves.length - 1;
  }

  /** The index of an entry that is there already, or -1. */
  find(entry: Uint8Array): number {
    const leaf = sha256(Buffer.from([0]), entry);
    return this.#leaves.findIndex((one) => one.equals(leaf));
  }

  /** Proves an entry in the tree of all entries so far. */
  prove(index: number): Inclusion {
    return {
      treeSize: this.#leaves.length,
      rootHash: rootOf(this.#leaves),
      hashes: pathOf(this.#leaves, index),
    };
  }
}

function rootOf(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return node(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

function pathOf(leaves: readonly Buffer[], index: number): Buffer[] {
  if (leaves.length <= 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split ? [...pathOf(left, index), rootOf(right)] : [...pathOf(right, index - split), rootOf(left)];
}

/** The largest power of two below a size. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

const node = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.from([1]), left, right);

const sha256 = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
