// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { Malformed } from '../../src/reading/drive.js';
import { MAX_PIECE_BYTES, PagedBytes, TooLarge, wideNumber } from '../../src/reading/paged-bytes.js';
import { rangesOfBytes } from '../../src/reading/ranges.js';

const counting = Buffer.from(Array.from({ length: 10_000 }, (_, i) => i % 251));

describe('bytes in pages', () => {
  it('are those of the file, within a page and across several', () => {
    const bytes = new PagedBytes(rangesOfBytes(counting));
    for (const [at, count] of [
      [0, 10],
      [4090, 12],
      [100, 9000],
      [9999, 1],
      [10_000, 0],
    ] as const) {
      expect(Buffer.from(bytes.bytes(at, count))).toEqual(counting.subarray(at, at + count));
    }
    expect(bytes.number(256, 2)).toBe(counting.readUInt16LE(256));
  });

  it('are read once', () => {
    let reads = 0;
    const ranges = rangesOfBytes(counting);
    const bytes = new PagedBytes({
      sizeBytes: counting.length,
      read: (at, count) => (reads++, ranges.read(at, count)),
    });
    for (let at = 0; at < 4096; at += 8) bytes.bytes(at, 8);
    expect(reads).toBe(1);
  });

  it.each([
    [-1, 1],
    [9999, 2],
    [0, -1],
    [2 ** 53, 1],
    [0.5, 1],
    [NaN, 1],
  ])('are malformed outside of the file: %d + %d', (at, count) => {
    expect(() => new PagedBytes(rangesOfBytes(counting)).bytes(at, count)).toThrow(Malformed);
  });

  it('are too large in one piece, in many pages, or given too often', () => {
    const large = (): PagedBytes => new PagedBytes({ sizeBytes: 2 ** 40, read: (_, count) => Buffer.alloc(count) });
    expect(() => large().bytes(0, MAX_PIECE_BYTES + 1)).toThrow(TooLarge);
    const sparse = large();
    expect(() => {
      for (let page = 0; page < 10_000; page++) sparse.number(page * 4096, 1);
    }).toThrow(TooLarge);
    const again = large();
    expect(() => {
      for (let i = 0; i < 600; i++) again.bytes(0, 1024 * 1024);
    }).toThrow(TooLarge);
  });

  it('are too large where others have read too much ahead', () => {
    const read = (): Buffer => {
      throw new MpkError('INPUT_TOO_LARGE', 'too much');
    };
    expect(() => new PagedBytes({ sizeBytes: 10, read }).bytes(0, 1)).toThrow(TooLarge);
  });
});

describe('a wide number', () => {
  it('is little-endian, of up to eight bytes', () => {
    expect(wideNumber(Buffer.from([1, 2]))).toBe(0x0201);
    expect(wideNumber(Buffer.from([1, 0, 0, 0, 0, 0, 0, 0x10]))).toBe(2 ** 60 + 1);
    expect(wideNumber(Buffer.alloc(8, 0xff))).toBe(2 ** 64);
  });
});
