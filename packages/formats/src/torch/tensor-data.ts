// SPDX-License-Identifier: Apache-2.0
import { isElf, isMachO, isPe } from '../magic/executables.js';
import { HDF5_MAGIC } from '../magic/magic.js';
import { NPY_MAGIC } from '../numpy/npy.js';
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import type { PartBuilder } from '../reading/part-builder.js';

/** The raw bytes of a tensor. */
export interface RawContent {
  readonly kind: 'raw';
  /** ids of formats of programs, and of what other loaders would unpickle or unpack, that they begin as */
  readonly looksLike: readonly string[];
}

const HEAD_BYTES = 512;
/** Long enough that no tensor begins so by chance. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  npy: NPY_MAGIC.toString('latin1'),
  hdf5: HDF5_MAGIC,
  zip: 'PK\x03\x04',
};

/** Reads bytes that are numbers to every loader. */
export function* readTensorData(stream: ByteStream, part: PartBuilder): Reading {
  const head = yield* stream.takeUpTo(HEAD_BYTES);
  const tests = { elf: isElf, pe: isPe, 'mach-o': isMachO };
  const programs = Object.entries(tests).flatMap(([id, test]) => (test(head) ? [id] : []));
  const beginning = head.toString('latin1', 0, 8);
  const others = Object.entries(BEGINNINGS).flatMap(([id, bytes]) => (beginning.startsWith(bytes) ? [id] : []));
  const looksLike = [...programs, ...others];
  part.content = { kind: 'raw', looksLike };
  yield* stream.skip(Infinity);
}
