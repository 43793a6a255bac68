// SPDX-License-Identifier: Apache-2.0
import type { ConsumedFile, Consumer, ConsumerFactory, RangeReader } from '@mpk/core';
import { ReadingAllowance } from './allowance.js';
import { ReadingBudget, type TensorDepth } from './budget.js';
import { openPart } from './open-part.js';
import { PartBuilder, type PartReader } from './part-builder.js';
import type { FileReading } from './part.js';

/**
 * Reads what a file is and holds, in the single pass. Its name is never looked at.
 *
 * Never throws for what the bytes are.
 */
export const readingConsumer: ConsumerFactory<FileReading> = (file) =>
  new ReadingConsumer(file, 'numbers', new ReadingAllowance());

/** As {@link readingConsumer}, with the SHA-256 of each tensor: as much work again as digesting the file. */
export const tensorReadingConsumer: ConsumerFactory<FileReading> = (file) =>
  new ReadingConsumer(file, 'digests', new ReadingAllowance());

/** As {@link readingConsumer}, for the files of one pass, whose readings are kept until all are there. */
export function createReadingConsumer(
  tensors: TensorDepth,
  allowance = new ReadingAllowance(),
): ConsumerFactory<FileReading> {
  return (file) => new ReadingConsumer(file, tensors, allowance);
}

class ReadingConsumer implements Consumer<FileReading> {
  readonly #builder: PartBuilder;
  #reader: PartReader | undefined;

  constructor(
    private readonly file: ConsumedFile,
    tensors: TensorDepth,
    private readonly allowance: ReadingAllowance,
  ) {
    const place = { path: [], fileOffset: 0, sizeBytes: file.sizeBytes };
    this.#builder = new PartBuilder(place, new ReadingBudget(file.sizeBytes, tensors), openPart);
  }

  start(ranges: RangeReader): void {
    this.#reader = openPart(this.#builder, { ranges });
  }

  update(chunk: Uint8Array): void {
    this.#reader?.write(asBuffer(chunk));
  }

  finish(): FileReading {
    this.#reader?.end();
    return this.allowance.admit({
      parts: this.#builder.build(),
      inspectedBytes: this.file.sizeBytes - this.#builder.uninspectedBytes(),
    });
  }
}

const asBuffer = (chunk: Uint8Array): Buffer =>
  Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
