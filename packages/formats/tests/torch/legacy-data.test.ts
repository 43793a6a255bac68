// SPDX-License-Identifier: Apache-2.0
import { latin } from '../builders/pickles.js';
import { linesOf } from '../builders/lines.js';
import { tarOf } from '../builders/tar.js';

const int64 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => bytes.writeBigInt64LE(BigInt(value), 8 * i));
  return bytes;
};
const count = latin('\x80\x02K\x01.');
const storage = (kind: string): Buffer => latin(`\x80\x02K\x07X\x03\x00\x00\x00cpuctorch\n${kind}\n\x87.`);
const tensor = latin('\x80\x02K\x08K\x07ctorch\nFloatTensor\n\x87.');
const views = latin('\x80\x02].');

const shown = (name: string, ...pieces: readonly Buffer[]): string[] => {
  const content = Buffer.concat(pieces);
  return linesOf(tarOf({ name, content })).slice(1);
};

describe('storages of a PyTorch checkpoint that is a tar archive', () => {
  it('are pickles with numbers after them', () => {
    const one = storage('FloatStorage');
    const pieces = [count, one, int64(2), Buffer.alloc(8, 0x2e), views];
    const start = count.length + one.length + 16;
    expect(shown('storages', ...pieces)).toEqual([
      `storages:torch-legacy-data:${start + views.length}`,
      `storages!@0:pickle:${count.length}`,
      `storages!@5:pickle:${one.length}`,
      `storages!@${start}:pickle:${views.length}`,
    ]);
  });

  it.each<[string, readonly Buffer[], string]>([
    ['a storage that is not known', [count, storage('EvilStorage'), int64(0)], 'malformed@'],
    ['a negative size', [count, storage('ByteStorage'), int64(-1)], 'malformed@'],
    ['a size beyond the end', [count, storage('ByteStorage'), int64(100)], 'truncated@'],
    ['something that is no pickle', [Buffer.from('hello')], 'malformed@0 no pickle'],
    ['a pickle without an end', [Buffer.alloc(70_000, 'N')], 'malformed@0 no pickle'],
  ])('are not followed beyond %s', (_, pieces, told) => {
    expect(shown('storages', ...pieces)[0]).toContain(told);
  });

  it('show what a pickle runs that breaks', () => {
    const lines = shown('storages', latin('\x80\x02cos\nsystem\nX\x02\x00\x00\x00id\x85R\xff'));
    expect(lines[1]).toMatch(/^storages!@0:pickle/);
  });
});

describe('tensors of a PyTorch checkpoint that is a tar archive', () => {
  it('are pickles with sizes and strides after them', () => {
    const pieces = [count, tensor, int64(2), int64(3, 4), int64(4, 1), int64(0)];
    expect(shown('tensors', ...pieces).map((line) => line.replace(/:\d+$/, ''))).toEqual([
      'tensors:torch-legacy-data',
      'tensors!@0:pickle',
      'tensors!@5:pickle',
    ]);
  });

  it('do not have more dimensions than any', () => {
    expect(shown('tensors', count, tensor, int64(65), Buffer.alloc(2000))[0]).toContain('malformed@');
  });
});
