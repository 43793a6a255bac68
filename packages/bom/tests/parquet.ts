// SPDX-License-Identifier: Apache-2.0

const varint = (value: number): number[] =>
  value > 127 ? [(value % 128) + 128, ...varint(Math.floor(value / 128))] : [value];
const text = (value: string): number[] => [...varint(Buffer.byteLength(value)), ...Buffer.from(value)];
const list = (items: readonly (readonly number[])[]): number[] => [0xfc, ...varint(items.length), ...items.flat()];

export interface ParquetOptions {
  readonly rows: number;
  readonly groupedRows?: number;
  readonly columns?: readonly string[];
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A Parquet file of a footer alone, as Thrift's compact protocol has it. */
export function makeParquet({ rows, groupedRows = rows, columns = [], metadata = {} }: ParquetOptions): Buffer {
  const root = [0x48, ...text('schema'), 0x15, ...varint(2 * columns.length), 0];
  const footer = [
    [0x15, 4],
    [0x19, ...list([root, ...columns.map((name) => [0x48, ...text(name), 0])])],
    [0x16, ...varint(2 * rows)],
    [0x19, ...list([[0x36, ...varint(2 * groupedRows), 0]])],
    [0x19, ...list(Object.entries(metadata).map(([key, value]) => [0x18, ...text(key), 0x18, ...text(value), 0]))],
    [0x18, ...text('test 1.0')],
    [0],
  ].flat();
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([Buffer.from('PAR1'), Buffer.from(footer), length, Buffer.from('PAR1')]);
}
