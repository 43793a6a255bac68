// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { MerkleLog } from '../src/sigstore/merkle-log.js';

/** RFC 6962 test vectors of the certificate-transparency project: entries, and the root after each. */
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('MerkleLog', () => {
  it('has the roots of the published vectors', () => {
    const log = new MerkleLog();
    for (const [index, entry] of ENTRIES.entries()) {
      expect(log.append(Buffer.from(entry, 'hex'))).toBe(index);
      expect(log.prove(index).rootHash.toString('hex')).toBe(ROOTS[index]);
    }
  });

  it('proves every entry of a tree of every size up to 17', () => {
    for (let size = 1; size <= 17; size++) {
      const log = new MerkleLog();
      const entries = Array.from({ length: size }, (_, i) => Buffer.from(`entry ${i}`));
      entries.forEach((entry) => log.append(entry));
      for (const [index, entry] of entries.entries()) {
        const { rootHash, hashes, treeSize } = log.prove(index);
        expect(treeSize).toBe(size);
        expect(rootFrom(entry, index, size, hashes).equals(rootHash)).toBe(true);
      }
    }
  });

  it('finds an entry that it has', () => {
    const log = new MerkleLog();
    log.append(Buffer.from('a'));
    log.append(Buffer.from('b'));
    expect([log.find(Buffer.from('b')), log.find(Buffer.from('c'))]).toEqual([1, -1]);
  });
});

/** RFC 9162 section 2.1.3.2, which goes the other way than the log's own recursion. */
function rootFrom(entry: Buffer, index: number, size: number, path: readonly Buffer[]): Buffer {
  let [fn, sn] = [index, size - 1];
  let hash = sha256(Buffer.from([0]), entry);
  for (const sibling of path) {
    if (fn % 2 === 1 || fn === sn) {
      hash = sha256(Buffer.from([1]), sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else {
      hash = sha256(Buffer.from([1]), hash, sibling);
    }
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return sn === 0 ? hash : Buffer.alloc(0);
}

const sha256 = (...parts: readonly Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
