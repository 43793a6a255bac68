// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { MpkError, openListedFile, type ListedFile, type ModelFile } from '@mpk/core';
import { matrixOf, MAX_COLUMNS, type ComparedTensor, type PlacedTensor } from '@mpk/inspect';
import { decodeFloats, FLOAT_BYTES } from './float-rows.js';

/** Numbers of one tensor that are held at a time, where a row is not longer: 4 MiB, and as much or half of it for their bytes. */
export const BLOCK_NUMBERS = 1024 * 1024;

/** Where the files of one model are. */
export type FilesByName = ReadonlyMap<string, ModelFile>;

/** A tensor whose numbers can be read again. */
export interface ReadableTensor {
  readonly file: ModelFile;
  readonly offset: number;
  readonly sizeBytes: number;
  readonly dtype: string;
  readonly big: boolean;
  /** that the pass made of it */
  readonly sha256: string;
}

/** The two tensors of a pair, which have one shape. */
export interface ReadablePair {
  readonly model: ReadableTensor;
  readonly base: ReadableTensor;
  readonly rows: number;
  readonly columns: number;
}

/** @returns undefined for what cannot be measured: other types, tensors that are compressed, rows that are too long */
export function readablePair(
  { model, base, state }: ComparedTensor,
  files: { readonly model: FilesByName; readonly base: FilesByName },
): ReadablePair | undefined {
  if (state !== 'changed' && state !== 'retyped') return undefined;
  const ours = model && readable(model, files.model);
  const theirs = base && readable(base, files.base);
  if (model === undefined || ours === undefined || theirs === undefined) return undefined;
  const { rows, columns } = matrixOf(model.shape);
  // A number is what its bytes are, not what its shape says: both were checked to be the same by the reader.
  const isWhole = rows * columns * (FLOAT_BYTES.get(ours.dtype) ?? 0) === ours.sizeBytes;
  const isAlike = rows * columns * (FLOAT_BYTES.get(theirs.dtype) ?? 0) === theirs.sizeBytes;
  const isEmpty = rows === 0 || columns === 0;
  if (!isWhole || !isAlike || isEmpty || columns > MAX_COLUMNS) return undefined;
  return { model: ours, base: theirs, rows, columns };
}

function readable(tensor: PlacedTensor, files: FilesByName): ReadableTensor | undefined {
  const { fileOffset, sha256, dtype, sizeBytes, big } = tensor;
  const file = files.get(tensor.file);
  if (file === undefined || fileOffset === undefined || sha256 === undefined || !FLOAT_BYTES.has(dtype))
    return undefined;
  return { file, offset: fileOffset, sizeBytes, dtype, big, sha256 };
}

/** Rows of both tensors, as many as fit. */
export interface RowBlock {
  /** as numbers of the model minus those of the base */
  readonly change: Float32Array;
  readonly base: Float32Array;
}

/**
 * Shows all rows of both tensors, block after block, from their files.
 *
 * What was shown is known to be what the pass has read once this returns.
 *
 * @throws MpkError `MODEL_CHANGED` where it is not
 */
export function eachBlock(pair: ReadablePair, use: (block: RowBlock) => void): void {
  const blockRows = Math.max(1, Math.floor(BLOCK_NUMBERS / pair.columns));
  const numbers = Math.min(blockRows, pair.rows) * pair.columns;
  const model = new TensorStream(pair.model, numbers);
  try {
    const base = new TensorStream(pair.base, numbers);
    try {
      for (let row = 0; row < pair.rows; row += blockRows) {
        const count = Math.min(blockRows, pair.rows - row) * pair.columns;
        const change = model.next(count);
        const reference = base.next(count);
        for (let i = 0; i < count; i++) change[i] = (change[i] ?? 0) - (reference[i] ?? 0);
        use({ change, base: reference });
      }
      model.end();
      base.end();
    } finally {
      base.close();
    }
  } finally {
    model.close();
  }
}

/** Numbers of one tensor, from its first to its last. */
class TensorStream {
  readonly #hash = createHash('sha256');
  readonly #listed: ListedFile;
  readonly #bytes: Buffer;
  readonly #numbers: Float32Array;
  readonly #numberBytes: number;
  #read = 0;

  constructor(
    private readonly tensor: ReadableTensor,
    mostNumbers: number,
  ) {
    this.#numberBytes = FLOAT_BYTES.get(tensor.dtype) ?? 0;
    this.#listed = openListedFile(tensor.file);
    this.#bytes = Buffer.allocUnsafeSlow(mostNumbers * this.#numberBytes);
    this.#numbers = new Float32Array(mostNumbers);
  }

  /** The next numbers; valid until the next call. */
  next(count: number): Float32Array {
    const bytes = this.#bytes.subarray(0, count * this.#numberBytes);
    this.#listed.fill(bytes, this.tensor.offset + this.#read);
    this.#read += bytes.length;
    this.#hash.update(bytes);
    const into = this.#numbers.subarray(0, count);
    decodeFloats(this.tensor.dtype, bytes, { into, big: this.tensor.big });
    return into;
  }

  end(): void {
    this.#listed.assertSame();
    if (this.#read === this.tensor.sizeBytes && this.#hash.digest('hex') === this.tensor.sha256) return;
    throw new MpkError('MODEL_CHANGED', `${this.tensor.file.name} is not what it was when it was read`, {
      hint: 'wait until nothing writes to the model, then try again',
    });
  }

  close(): void {
    this.#listed.close();
  }
}
