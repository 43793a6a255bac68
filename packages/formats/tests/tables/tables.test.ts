// SPDX-License-Identifier: Apache-2.0
import { linesOf } from '../builders/lines.js';
import { PICKLES, latin } from '../builders/pickles.js';

const CALLS = PICKLES['protocol 2, calls']!;
const first = (bytes: Buffer): string => linesOf(bytes)[0] ?? '';
const parquet = (footerBytes: number, end = 'PAR1'): Buffer =>
  Buffer.concat([latin('PAR1'), Buffer.alloc(20), Buffer.from([footerBytes, 0, 0, 0]), latin(end)]);

describe('tables with a footer', () => {
  it.each([
    [parquet(20), ':parquet:32'],
    [parquet(21), 'out-of-bounds@24 footer of Parquet'],
    [parquet(20, 'PAR2'), 'malformed@0 no end of Parquet'],
    [latin('PAR1'), 'malformed@0 no end of Parquet'],
    [Buffer.concat([parquet(20), CALLS]), 'malformed@0 no end of Parquet'],
    [Buffer.concat([latin('ARROW1\0\0'), Buffer.alloc(8), latin('\x08\0\0\0ARROW1')]), ':arrow:26'],
    [Buffer.concat([latin('ARROW1\0\0'), Buffer.alloc(8), latin('\x09\0\0\0ARROW1')]), 'out-of-bounds@16'],
  ])('are read to their end (%#)', (bytes, told) => {
    expect(first(bytes)).toContain(told);
  });
});

describe('an SQLite database', () => {
  const database = (pageBytes: number, pages: number): Buffer => {
    const bytes = Buffer.alloc(1024);
    bytes.write('SQLite format 3\0');
    bytes.writeUInt16BE(pageBytes, 16);
    bytes.writeUInt32BE(pages, 28);
    return bytes;
  };

  it('has the pages that its header says', () => {
    expect(first(database(512, 2))).toBe(':sqlite:1024');
    expect(first(database(512, 3))).toContain('truncated@1024');
    expect(first(database(1, 1))).toContain('truncated@1024');
    expect(first(database(512, 0))).toBe(':sqlite:1024, bad-value@28 the number of pages is out of date');
    expect(first(database(511, 2))).toContain('malformed@0 page size of SQLite');
    expect(linesOf(Buffer.concat([database(512, 2), CALLS]))[1]).toBe('@1024:pickle:31');
  });
});
