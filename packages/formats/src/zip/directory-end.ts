// SPDX-License-Identifier: Apache-2.0
import type { BoundedReader } from '../bounded-reader.js';
import { MAX_DIRECTORY_ENDS } from '../limits.js';

const END_SIGNATURE = Buffer.from('504b0506', 'hex');
const LOCATOR_SIGNATURE = 0x07064b50;
const END64_SIGNATURE = 0x06064b50;

/** Where an end record says that its directory is; not checked. */
export interface DirectoryEnd {
  /** of the end record itself: the directory ends here */
  readonly position: number;
  /** where the record, and what belongs to it, ends */
  readonly end: number;
  readonly sizeBytes: number;
  /** of the directory, counted from where the archive begins */
  readonly offset: number;
  /** an archive without members, told from a chance signature by its comment, which must end the file */
  readonly empty: boolean;
}

/**
 * Finds "end of central directory" records from the end of a file backwards, and the zip64 records they come with.
 *
 * @returns at most {@link MAX_DIRECTORY_ENDS} + 1, so that a caller sees when there are more
 */
export function findDirectoryEnds(reader: BoundedReader): DirectoryEnd[] {
  const { tail } = reader;
  const base = reader.sizeBytes - tail.length;
  const ends: DirectoryEnd[] = [];
  let at = tail.lastIndexOf(END_SIGNATURE);
  while (at !== -1 && ends.length <= MAX_DIRECTORY_ENDS) {
    if (at + 22 <= tail.length) {
      const wide = readWideEnd(reader, tail, at);
      const sizeBytes = tail.readUInt32LE(at + 12);
      const offset = tail.readUInt32LE(at + 16);
      const empty = sizeBytes === 0 && at + 22 + tail.readUInt16LE(at + 20) === tail.length;
      const end = Math.min(reader.sizeBytes, base + at + 22 + tail.readUInt16LE(at + 20));
      ends.push(...wide);
      if (!wide.some((one) => isSame(one, base + at, { sizeBytes, offset })))
        ends.push({ position: base + at, end, sizeBytes, offset, empty });
    }
    at = at === 0 ? -1 : tail.lastIndexOf(END_SIGNATURE, at - 1);
  }
  return ends.filter((end) => end.sizeBytes <= end.position);
}

/**
 * Whether a record says what the zip64 records right before it say, as PyTorch writes both: then the directory ends where those
 * begin. Counted back from the record it would begin 76 bytes too late, which may by chance be at its second member.
 */
const isSame = (wide: DirectoryEnd, position: number, said: Pick<DirectoryEnd, 'sizeBytes' | 'offset'>): boolean =>
  wide.position + 76 === position && !wide.empty && wide.sizeBytes === said.sizeBytes && wide.offset === said.offset;

function readWideEnd(reader: BoundedReader, tail: Buffer, at: number): DirectoryEnd[] {
  if (at < 20 || tail.readUInt32LE(at - 20) !== LOCATOR_SIGNATURE) return [];
  const stated = Number(tail.readBigUInt64LE(at - 20 + 8));
  const usual = reader.sizeBytes - tail.length + at - 20 - 56;
  for (const position of [usual, stated]) {
    const record = reader.read(position, 56);
    if (record?.length !== 56 || record.readUInt32LE(0) !== END64_SIGNATURE) continue;
    const sizeBytes = Number(record.readBigUInt64LE(40));
    const end = reader.sizeBytes - tail.length + at + 22 + tail.readUInt16LE(at + 20);
    return [{ position, end, sizeBytes, offset: Number(record.readBigUInt64LE(48)), empty: sizeBytes === 0 }];
  }
  return [];
}
