// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import { Malformed } from '../reading/drive.js';
import { NPY_MAGIC } from './npy.js';

/** Longest header that is read. */
export const MAX_NPY_HEADER_BYTES = 64 * 1024;
/** Longest header that NumPy reads unless told otherwise, in characters. */
export const NUMPY_HEADER_CHARS = 10_000;

/** The header of a NumPy array, not yet understood. */
export interface NpyHeader {
  readonly version: string;
  readonly text: string;
}

/** @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
export function* readNpyHeader(stream: ByteStream): Reading<NpyHeader> {
  const magic = Buffer.from(yield* stream.take(8));
  const [major = 0, minor = 0] = magic.subarray(6);
  if (!magic.subarray(0, 6).equals(NPY_MAGIC) || major < 1 || major > 3 || minor !== 0) {
    throw new Malformed(`no NumPy array of a known version: ${major}.${minor}`, 0);
  }
  const length = major === 1 ? (yield* stream.take(2)).readUInt16LE(0) : (yield* stream.take(4)).readUInt32LE(0);
  if (length > MAX_NPY_HEADER_BYTES) throw new Malformed(`a header of ${length} bytes`, 0);
  const bytes = yield* stream.take(length);
  return { version: `${major}.${minor}`, text: bytes.toString(major === 3 ? 'utf8' : 'latin1') };
}
