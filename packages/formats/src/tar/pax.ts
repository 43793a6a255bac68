// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';

/** Most records of an extended header. */
const MAX_RECORDS = 10_000;

/** One `length key=value` line of an extended header. */
export interface PaxRecord {
  readonly key: string;
  readonly value: string;
}

/**
 * Reads the records of a PAX extended header to the last byte: POSIX.1-2001, pax, "pax Extended Header".
 *
 * Readers differ in what they do with others than exact ones, so there are no others.
 *
 * @param offset - of the bytes, for what is thrown
 * @throws Malformed
 */
export function readPaxRecords(bytes: Buffer, offset: number): PaxRecord[] {
  const records: PaxRecord[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = /^([1-9][0-9]{0,9}) /.exec(bytes.toString('latin1', at, at + 11))?.[1];
    const end = at + Number(length);
    const body = length === undefined ? -1 : at + length.length + 1;
    const equals = body < 0 ? -1 : bytes.indexOf(0x3d, body);
    // A length that is no number gives NaN, which fails here too.
    if (!(end <= bytes.length) || equals < 0 || equals >= end - 1 || bytes[end - 1] !== 0x0a) {
      throw new Malformed('a record of an extended header', offset + at);
    }
    if (records.length >= MAX_RECORDS) throw new Malformed('too many records of an extended header', offset + at);
    records.push({ key: bytes.toString('utf8', body, equals), value: bytes.toString('utf8', equals + 1, end - 1) });
    at = end;
  }
  return records;
}
