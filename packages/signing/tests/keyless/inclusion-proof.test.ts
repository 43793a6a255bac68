// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import { thrownCode } from '@mpk/testkit';
import { rootOfInclusion } from '../../src/keyless/inclusion-proof.js';

const sha256 = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const leaf = (entry: Buffer): Buffer => sha256(Buffer.from([0]), entry);
const node = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.from([1]), left, right);

/** RFC 6962 section 2.1, by its recursive definition. */
function rootOf(entries: readonly Buffer[]): Buffer {
  if (entries.length === 1) return leaf(entries[0]!);
  const split = 2 ** Math.floor(Math.log2(entries.length - 1));
  return node(rootOf(entries.slice(0, split)), rootOf(entries.slice(split)));
}

function pathOf(index: number, entries: readonly Buffer[]): Buffer[] {
  if (entries.length === 1) return [];
  const split = 2 ** Math.floor(Math.log2(entries.length - 1));
  const [left, right] = [entries.slice(0, split), entries.slice(split)];
  return index < split ? [...pathOf(index, left), rootOf(right)] : [...pathOf(index - split, right), rootOf(left)];
}

const entriesOf = (size: number): Buffer[] => Array.from({ length: size }, (_, i) => Buffer.from(`entry ${i}`));

describe('an inclusion proof', () => {
  it('leads to the root for every entry of every tree of up to 20', () => {
    for (let treeSize = 1; treeSize <= 20; treeSize++) {
      const entries = entriesOf(treeSize);
      for (const [index, entry] of entries.entries()) {
        const inclusion = { index, treeSize, hashes: pathOf(index, entries) };
        expect(rootOfInclusion(entry, inclusion).equals(rootOf(entries))).toBe(true);
      }
    }
  });

  it('leads elsewhere, or nowhere, for another entry, index, size or hash', () => {
    const entries = entriesOf(13);
    const root = rootOf(entries);
    const good = { index: 5, treeSize: 13, hashes: pathOf(5, entries) };
    const leadsToRoot = (entry: Buffer, change: Partial<typeof good>): boolean => {
      try {
        return rootOfInclusion(entry, { ...good, ...change }).equals(root);
      } catch {
        return false;
      }
    };
    expect(leadsToRoot(entries[5]!, {})).toBe(true);
    expect(leadsToRoot(entries[6]!, {})).toBe(false);
    for (let index = 0; index < 13; index++) expect(leadsToRoot(entries[5]!, { index })).toBe(index === 5);
    for (const [i] of good.hashes.entries()) {
      const hashes = good.hashes.with(i, randomBytes(32));
      expect(leadsToRoot(entries[5]!, { hashes })).toBe(false);
    }
  });

  it.each<[string, { index: number; treeSize: number; hashes: Buffer[] }]>([
    ['an index at the size of the tree', { index: 13, treeSize: 13, hashes: pathOf(12, entriesOf(13)) }],
    ['an index beyond it', { index: 14, treeSize: 13, hashes: pathOf(12, entriesOf(13)) }],
    ['an empty tree', { index: 0, treeSize: 0, hashes: [] }],
    ['a hash too few', { index: 5, treeSize: 13, hashes: pathOf(5, entriesOf(13)).slice(0, -1) }],
    ['a hash too many', { index: 5, treeSize: 13, hashes: [...pathOf(5, entriesOf(13)), Buffer.alloc(32)] }],
    ['a hash in a tree of one', { index: 0, treeSize: 1, hashes: [Buffer.alloc(32)] }],
    ['no hash in a tree of two', { index: 0, treeSize: 2, hashes: [] }],
  ])('throws LOG_ENTRY_INVALID for %s', async (_, inclusion) => {
    await expect(thrownCode(() => rootOfInclusion(Buffer.from('entry 5'), inclusion))).resolves.toBe(
      'LOG_ENTRY_INVALID',
    );
  });

  it('is computed in whole numbers beyond 2^32', () => {
    const hashes = Array.from({ length: 40 }, () => randomBytes(32));
    const root = rootOfInclusion(Buffer.from('x'), { index: 2 ** 40 - 1, treeSize: 2 ** 40, hashes });
    expect(root.equals(hashes.reduce((hash, sibling) => node(sibling, hash), leaf(Buffer.from('x'))))).toBe(true);
  });
});
