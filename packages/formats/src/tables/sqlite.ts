// SPDX-License-Identifier: Apache-2.0
import { Malformed, type SequentialReader } from '../reading/drive.js';
import { openRest } from '../reading/rest.js';

const HEADER_BYTES = 100;

/** Reads as many pages of an SQLite database as its header says. @see https://www.sqlite.org/fileformat.html#the_database_header */
export const readSqlite: SequentialReader = function* (stream, part) {
  const header = Buffer.from(yield* stream.take(HEADER_BYTES));
  // 65,536 does not fit its field.
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  if (pageBytes < 512 || !Number.isInteger(Math.log2(pageBytes))) throw new Malformed('page size of SQLite', 0);
  const pages = header.readUInt32BE(28);
  // Versions before 3.7 left the count as it was; SQLite then takes what is there.
  const isCounted = pages > 0 && header.readUInt32BE(24) === header.readUInt32BE(92);
  if (!isCounted) part.irregular('bad-value', 28, 'the number of pages is out of date');
  yield* stream.skip(isCounted ? pages * pageBytes - HEADER_BYTES : Infinity);
  yield* openRest(stream, part, 'after the last page');
};
