// SPDX-License-Identifier: Apache-2.0
import { HDF5_MAGIC } from '../magic/magic.js';
import { Malformed } from '../reading/drive.js';
import { Cursor } from './cursor.js';
import type { FileBytes } from './file-bytes.js';

/** Where everything of a file begins. Addresses are offsets in the file. */
export interface Superblock {
  readonly version: number;
  /** of the superblock: what stands before it is a user block */
  readonly offset: number;
  readonly sizeBytes: number;
  /** as it is written, which readers do not mind */
  readonly baseAddress: number;
  readonly endOfFile: number;
  /** object header of the root group */
  readonly root: number;
  /** object header with what is in no group */
  readonly extension?: number | undefined;
  readonly driverInfo?: number | undefined;
  /** half the number of entries of nodes: of groups' leaves, of groups' trees, of chunks' trees */
  readonly leafK: number;
  readonly groupK: number;
  readonly chunkK: number;
}

const DEFAULT_K = { leafK: 4, groupK: 16, chunkK: 32 };
const SIZES = [2, 4, 8];

/** @returns the offset of the superblock: 0, 512, or that doubled. @throws Malformed */
function findSuperblock(file: FileBytes): number {
  for (let at = 0; at + 16 <= file.sizeBytes; at = at === 0 ? 512 : at * 2) {
    if (file.bytes(at, HDF5_MAGIC.length).toString('latin1') === HDF5_MAGIC) return at;
  }
  throw new Malformed('there is no superblock', 0);
}

/**
 * Reads the superblock, and tells `file` how long addresses are and where they count from.
 *
 * @throws Malformed
 */
export function readSuperblock(file: FileBytes): Superblock {
  const offset = findSuperblock(file);
  // libhdf5 counts from where it found the superblock, whatever the superblock says.
  file.base = offset;
  const cursor = new Cursor(file, offset + HDF5_MAGIC.length, file.sizeBytes);
  const version = cursor.version('a superblock', 0, 1, 2, 3);
  return version < 2 ? readOld(cursor, version, offset) : readNew(cursor, version, offset);
}

function readSizes(cursor: Cursor): void {
  const { file } = cursor;
  file.offsetBytes = cursor.number(1);
  file.lengthBytes = cursor.number(1);
  if (!SIZES.includes(file.offsetBytes) || !SIZES.includes(file.lengthBytes)) {
    throw new Malformed(`addresses of ${file.offsetBytes} and lengths of ${file.lengthBytes} bytes`, cursor.at);
  }
}

function readOld(cursor: Cursor, version: number, offset: number): Superblock {
  cursor.skip(4);
  readSizes(cursor);
  cursor.skip(1);
  const leafK = cursor.number(2);
  const groupK = cursor.number(2);
  cursor.skip(4);
  const chunkK = version === 1 ? cursor.number(2) : DEFAULT_K.chunkK;
  if (version === 1) cursor.skip(2);
  const baseAddress = (cursor.address() ?? offset) - offset;
  cursor.skip(cursor.file.offsetBytes);
  const endOfFile = endFor(cursor.address(), baseAddress);
  const driverInfo = cursor.address();
  cursor.skip(cursor.file.lengthBytes);
  const root = cursor.address();
  cursor.skip(24);
  const sizeBytes = cursor.at - offset;
  return whole({ version, offset, sizeBytes, baseAddress, endOfFile, root, driverInfo, leafK, groupK, chunkK });
}

function readNew(cursor: Cursor, version: number, offset: number): Superblock {
  readSizes(cursor);
  cursor.skip(1);
  const baseAddress = (cursor.address() ?? offset) - offset;
  const extension = cursor.address();
  const endOfFile = endFor(cursor.address(), baseAddress);
  const root = cursor.address();
  cursor.skip(4);
  const sizeBytes = cursor.at - offset;
  return whole({ version, offset, sizeBytes, baseAddress, endOfFile, root, extension, ...DEFAULT_K });
}

/** The end is counted from the beginning of the file, as that was when it was written. @param end - as an address */
const endFor = (end: number | undefined, baseAddress: number): number | undefined =>
  end === undefined ? undefined : end - baseAddress;

type Unchecked = Omit<Superblock, 'root' | 'endOfFile'> & { root: number | undefined; endOfFile: number | undefined };

function whole({ root, endOfFile, ...rest }: Unchecked): Superblock {
  if (root === undefined || endOfFile === undefined)
    throw new Malformed('a superblock without root group', rest.offset);
  return { ...rest, root, endOfFile };
}
