// SPDX-License-Identifier: Apache-2.0
import type { ParquetContent } from '../../../src/index.js';
import { readParts } from '../../builders/read.js';

const varint = (value: number): number[] =>
  value > 127 ? [(value % 128) + 128, ...varint(Math.floor(value / 128))] : [value];
const zigzag = (value: number): number[] => varint(value < 0 ? -2 * value - 1 : 2 * value);
const text = (value: string): number[] => [...varint(value.length), ...Buffer.from(value)];
/** Fields of a struct: id, type and bytes of the value. */
const struct = (...fields: readonly (readonly [id: number, type: number, value: readonly number[]])[]): number[] => [
  ...fields.flatMap(([id, type, value]) => [type, ...zigzag(id), ...value]),
  0,
];
const list = (type: number, items: readonly (readonly number[])[]): number[] => [
  0xf0 + type,
  ...varint(items.length),
  ...items.flat(),
];
const [I32, I64, BINARY, LIST, STRUCT] = [5, 6, 8, 9, 12];
const element = (name: string, children?: number): number[] =>
  struct([4, BINARY, text(name)], ...(children === undefined ? [] : [[5, I32, zigzag(children)] as const]));
const parquet = (footer: readonly number[]): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([Buffer.from('PAR1'), Buffer.from(footer), length, Buffer.from('PAR1')]);
};
const read = (footer: readonly number[]): ParquetContent | undefined => {
  const content = readParts(parquet(footer))[0]?.content;
  return content?.kind === 'parquet' ? content : undefined;
};
const told = (footer: readonly number[]): string[] =>
  readParts(parquet(footer))[0]?.irregularities.map(({ kind, detail }) => `${kind}: ${detail}`) ?? [];

describe('the footer of a Parquet file', () => {
  const schema = [
    element('schema', 3),
    element('text'),
    element('nested', 2),
    element('x'),
    element('y', 1),
    element('z'),
    element('label'),
  ];
  const footer = struct(
    [1, I32, zigzag(2)],
    [2, LIST, list(STRUCT, schema)],
    [3, I64, zigzag(300)],
    [
      4,
      LIST,
      list(STRUCT, [struct([1, LIST, list(STRUCT, [])], [3, I64, zigzag(200)]), struct([3, I64, zigzag(100)])]),
    ],
    [
      5,
      LIST,
      list(STRUCT, [struct([1, BINARY, text('k')], [2, BINARY, text('v')]), struct([1, BINARY, text('bare')])]),
    ],
    [6, BINARY, text('test 1.0')],
    [7, LIST, list(STRUCT, [struct([1, STRUCT, struct()])])],
  );

  it('tells rows, columns at the top, and pairs of texts', () => {
    expect(read(footer)).toEqual({
      kind: 'parquet',
      rows: 300,
      rowGroups: 2,
      groupedRows: 300,
      columns: ['text', 'nested', 'label'],
      createdBy: 'test 1.0',
      metadata: [{ key: 'k', value: 'v' }, { key: 'bare' }],
      complete: true,
    });
    expect(told(footer)).toEqual([]);
  });

  it('passes over fields of any type', () => {
    const values = [
      [20, 1, []],
      [21, 2, []],
      [22, 3, [7]],
      [23, 7, [0, 0, 0, 0, 0, 0, 0, 0]],
      [24, 10, list(1, [[1], [2]])],
      [25, 11, [2, 0x85, ...text('a'), 2, ...text('b'), 4]],
      [26, 11, [0]],
      [3, I64, zigzag(5)],
    ] as const;
    expect(read(struct(...values))).toMatchObject({ rows: 5 });
  });

  it.each([
    ['a count without items', [LIST, ...zigzag(4), 0xfc, ...varint(2 ** 31)]],
    ['a text that is longer than the file', [BINARY, ...zigzag(6), ...varint(2 ** 31)]],
    ['a number without end', [I64, ...zigzag(3), ...Array<number>(20).fill(0xff)]],
    ['no end', [I64, ...zigzag(3), 2]],
    ['a type that nobody has', [15, ...zigzag(30), 1, 0]],
    ['rows that are a text', struct([3, BINARY, text('x')])],
    ['a schema of numbers', struct([2, LIST, list(I32, [zigzag(1)])])],
    ['lists in lists', [LIST, ...zigzag(30), ...Array<number>(1000).fill(0x19)]],
    ['structs in structs', [STRUCT, ...zigzag(30), ...Array<number>(1000).fill(0x1c)]],
  ])('with %s is malformed, and says nothing', (_, bytes) => {
    expect(read(bytes)).toBeUndefined();
    expect(told(bytes)).toEqual([expect.stringMatching(/^malformed: footer of Parquet: /)]);
  });

  it('lists no more columns and pairs than a limit', () => {
    const many = Array.from({ length: 2500 }, (_, i) => element(`c${i}`));
    const pairs = Array.from({ length: 200 }, () =>
      struct([1, BINARY, text('k')], [2, BINARY, text('x'.repeat(70_000))]),
    );
    const content = read(
      struct([2, LIST, list(STRUCT, [element('schema', 2500), ...many])], [5, LIST, list(STRUCT, pairs.slice(0, 1))]),
    );
    expect(content?.columns).toHaveLength(2000);
    expect(content?.metadata).toEqual([{ key: 'k' }]);
    expect(content?.complete).toBe(false);
  });

  it('may be longer than what is kept, and says nothing then', () => {
    const bytes = struct([20, BINARY, [...varint(5_000_000), ...Array<number>(5_000_000).fill(0)]]);
    expect(read(bytes)).toBeUndefined();
    expect(told(bytes)).toEqual([]);
  });
});
