// SPDX-License-Identifier: Apache-2.0
import { MAX_RANGE_BYTES } from '../../src/pass/consumer.js';
import { ComparedRanges } from '../../src/pass/compared-ranges.js';
import { thrownCode } from '@mpk/testkit';

const content = Buffer.from(Array.from({ length: 40_000 }, (_, i) => i % 251));

function open(bytes: Buffer = content): { ranges: ComparedRanges; reads: [offset: number, length: number][] } {
  const reads: [number, number][] = [];
  const ranges = new ComparedRanges('model.bin', bytes.length, (buffer, offset) => {
    reads.push([offset, buffer.length]);
    return bytes.copy(buffer, 0, offset, offset + Math.min(buffer.length, 5000));
  });
  return { ranges, reads };
}

describe('ComparedRanges', () => {
  it.each([
    [0, 10],
    [4090, 12],
    [1, 39_999],
    [39_990, 100],
    [8192, 4096],
  ])('gives the bytes from %i on, cut at the end of the file', (offset, length) => {
    expect(
      open()
        .ranges.read(offset, length)
        .equals(content.subarray(offset, offset + length)),
    ).toBe(true);
  });

  it.each([
    [-1, 4],
    [40_000, 1],
    [1.5, 4],
    [Number.NaN, 4],
    [0, 0],
    [5, -5],
  ])('gives nothing for a range that is none: %d, %d', (offset, length) => {
    expect(open().ranges.read(offset, length)).toHaveLength(0);
  });

  it('reads a page once', () => {
    const { ranges, reads } = open();
    ranges.read(100, 10);
    ranges.read(200, 10);
    ranges.read(4000, 200);
    expect(reads).toEqual([
      [0, 4096],
      [4096, 4096],
    ]);
  });

  it('accepts a sequential read of the same bytes, in chunks of any size', () => {
    for (const size of [1000, 4096, 7777, 40_000]) {
      const { ranges } = open();
      ranges.read(0, 30);
      ranges.read(9000, 20_000);
      for (let at = 0; at < content.length; at += size) ranges.crossedBy(content.subarray(at, at + size), at);
    }
  });

  it.each([0, 9000, 12_287, 12_288, 28_999])(
    'throws MODEL_CHANGED when byte %i was another one ahead',
    async (changed) => {
      const { ranges } = open();
      ranges.read(0, 30);
      ranges.read(9000, 20_000);
      const other = Buffer.from(content);
      other[changed] = 255;
      const cross = (): void => {
        for (let at = 0; at < other.length; at += 7000) ranges.crossedBy(other.subarray(at, at + 7000), at);
      };
      expect(await thrownCode(cross)).toBe('MODEL_CHANGED');
    },
  );

  it.each([
    [3, 4096],
    [3, 70_000],
    [200, 4096],
    [200, 70_000],
  ])('compares %i pages that lie far apart, in chunks of %i bytes', async (pages, chunkBytes) => {
    const apart = 50_000;
    const same = Buffer.from(Array.from({ length: pages * apart + 1 }, (_, i) => i % 251));
    const cross = (other: Buffer): void => {
      const { ranges } = open(same);
      for (let page = pages; page >= 0; page--) ranges.read(page * apart, 1);
      for (let at = 0; at < other.length; at += chunkBytes) ranges.crossedBy(other.subarray(at, at + chunkBytes), at);
    };
    cross(same);
    for (const page of [0, 1, pages - 1, pages]) {
      const other = Buffer.from(same);
      other[page * apart] = 255;
      expect(await thrownCode(() => cross(other))).toBe('MODEL_CHANGED');
    }
  });

  it('gives what the sequential read shows at the moment, and goes on behind it', async () => {
    const { ranges } = open();
    ranges.crossedBy(content.subarray(0, 10_000), 0);
    ranges.crossedBy(content.subarray(10_000, 20_000), 10_000);
    expect(ranges.read(12_000, 15_000).equals(content.subarray(12_000, 27_000))).toBe(true);
    const other = Buffer.from(content);
    other[20_001] = 255;
    expect(await thrownCode(() => ranges.crossedBy(other.subarray(20_000, 30_000), 20_000))).toBe('MODEL_CHANGED');
  });

  it('does not give what the sequential read has left behind: nobody could compare that', async () => {
    const { ranges } = open();
    ranges.crossedBy(content.subarray(0, 10_000), 0);
    ranges.crossedBy(content.subarray(10_000, 20_000), 10_000);
    expect(await thrownCode(() => ranges.read(9999, 10))).toBe('INTERNAL');
  });

  it('throws MODEL_CHANGED when the file ends before its size', async () => {
    const ranges = new ComparedRanges('model.bin', 100, () => 0);
    expect(await thrownCode(() => ranges.read(0, 10))).toBe('MODEL_CHANGED');
  });

  it('throws INPUT_TOO_LARGE when too much is read ahead, and forgets what was crossed', async () => {
    const size = 3 * MAX_RANGE_BYTES;
    const ranges = new ComparedRanges('model.bin', size, (buffer) => buffer.fill(0).length);
    ranges.read(0, MAX_RANGE_BYTES);
    expect(await thrownCode(() => ranges.read(MAX_RANGE_BYTES, 1))).toBe('INPUT_TOO_LARGE');
    const again = new ComparedRanges('model.bin', size, (buffer) => buffer.fill(0).length);
    again.read(0, MAX_RANGE_BYTES);
    again.crossedBy(Buffer.alloc(1024 * 1024), 0);
    expect(again.read(MAX_RANGE_BYTES, 1000)).toHaveLength(1000);
  });
});
