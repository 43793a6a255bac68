// SPDX-License-Identifier: Apache-2.0
import { PickleScanner } from '../pickle/machine/scanner.js';
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import { Malformed, type SequentialReader } from '../reading/drive.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { openRest } from '../reading/rest.js';
import { storageBytes } from './storage-bytes.js';

/** Longest pickle between numbers: the real ones name one storage or tensor each. */
const MAX_PICKLE_BYTES = 64 * 1024;
const MAX_DIMENSIONS = 64;

/**
 * Reads `storages` or `tensors` of a PyTorch checkpoint that is a tar archive: pickles, each with numbers after it. Each pickle is
 * a part of its own, for the loader loads it.
 *
 * @see https://github.com/pytorch/pytorch torch/serialization.py, legacy_load
 */
export const readLegacyData: SequentialReader = function* (stream, part) {
  // The count.
  yield* readPickle(stream, part);
  while (!(yield* stream.isAtEnd())) {
    const names = yield* readPickle(stream, part);
    const storage = names.find((name) => name.endsWith('Storage'));
    if (storage !== undefined) yield* skipStorage(stream, storage);
    else if (names.some((name) => name.endsWith('Tensor'))) yield* skipTensor(stream);
    // What names neither is the list of views, the last thing among storages.
    else return yield* openRest(stream, part);
  }
};

/** Opens a part for one pickle, also where it breaks. @returns names that it imports, without their modules */
function* readPickle(stream: ByteStream, part: PartBuilder): Reading<readonly string[]> {
  const { offset } = stream;
  const scanner = new PickleScanner();
  const bytes: number[] = [];
  try {
    // One byte at a time, for what follows the end is none of the pickle's.
    while (!scanner.atStop) {
      if (bytes.length >= MAX_PICKLE_BYTES || !scanner.alive) throw new Malformed('no pickle', offset);
      const [byte = 0] = yield* stream.take(1);
      bytes.push(byte);
      scanner.write(Buffer.of(byte));
    }
  } finally {
    const child = part.open({ name: `@${offset}`, offset, sizeBytes: bytes.length });
    child.write(Buffer.from(bytes));
    child.end();
  }
  return scanner.end().imports.map(({ name }) => name);
}

function* skipStorage(stream: ByteStream, storage: string): Reading {
  const { offset } = stream;
  const items = Number((yield* stream.take(8)).readBigInt64LE(0));
  const sizeBytes = storageBytes({ type: storage, items });
  if (sizeBytes === undefined) throw new Malformed(`size of a ${storage}`, offset);
  yield* stream.skip(sizeBytes);
}

/** Number of dimensions (in eight bytes, of which four count), sizes, strides, offset in the storage. */
function* skipTensor(stream: ByteStream): Reading {
  const { offset } = stream;
  const dimensions = (yield* stream.take(8)).readInt32LE(0);
  if (dimensions < 0 || dimensions > MAX_DIMENSIONS) throw new Malformed('dimensions of a tensor', offset);
  yield* stream.skip(16 * dimensions + 8);
}
