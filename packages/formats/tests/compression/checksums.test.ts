// SPDX-License-Identifier: Apache-2.0
import { bzip2Crc } from '../../src/compression/bzip2/crc.js';
import { Xxh32, xxh32 } from '../../src/compression/xxh32.js';
import { Xxh64 } from '../../src/compression/xxh64.js';
import { Crc64 } from '../../src/compression/xz/crc64.js';

const CHECK = Buffer.from('123456789');

describe('checksums', () => {
  // The check values of the catalogue of CRC algorithms: CRC-32/BZIP2, CRC-64/XZ.
  it('are those of the standards', () => {
    expect(bzip2Crc(CHECK)).toBe(0xfc891918);
    const crc64 = new Crc64();
    crc64.update(CHECK);
    expect(crc64.digest().readBigUInt64LE()).toBe(0x995dc9bbdf1939fan);
  });

  // https://github.com/Cyan4973/xxHash/blob/dev/tests/sanity_test_vectors.h
  it.each([
    ['', 0x02cc5d05],
    ['a', 0x550d7456],
    ['abc', 0x32d153ff],
    ['Nobody inspects the spammish repetition', 0xe2293b2f],
  ])('XXH32 of %j is known', (text, expected) => {
    expect(xxh32(Buffer.from(text))).toBe(expected);
  });

  // By the xxhash package of PyPI; Zstandard keeps the lower half.
  it.each([
    ['', 0x51d8e999],
    ['a', 0xa98c6e5b],
    ['abc', 0xad770999],
    ['Nobody inspects the spammish repetition', 0x8a378bf1],
    ['x'.repeat(100), 0x88a3c094],
  ])('XXH64 of %j is known', (text, expected) => {
    const sum = new Xxh64();
    sum.update(Buffer.from(text));
    expect(sum.digestLow()).toBe(expected);
  });

  it('do not depend on pieces', () => {
    const bytes = Buffer.from('Nobody inspects the spammish repetition'.repeat(9));
    for (const step of [1, 3, 15, 16, 17, 32, 40]) {
      const [sum, wide, once] = [new Xxh32(), new Xxh64(), new Xxh64()];
      once.update(bytes);
      for (let at = 0; at < bytes.length; at += step) {
        sum.update(bytes.subarray(at, at + step));
        wide.update(bytes.subarray(at, at + step));
      }
      expect(sum.digest()).toBe(xxh32(bytes));
      expect(wide.digestLow()).toBe(once.digestLow());
    }
  });
});
