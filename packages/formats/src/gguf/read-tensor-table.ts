// SPDX-License-Identifier: Apache-2.0
import type { Reading } from '../reading/byte-stream.js';
import { Malformed } from '../reading/drive.js';
import type { IrregularityKind } from '../reading/irregularities.js';
import type { RareIrregularities } from '../reading/rare-irregularities.js';
import type { TensorDescription } from '../tensors/tensors-content.js';
import { GGML_TYPES, type GgmlType } from './ggml-types.js';
import type { GgufFields } from './gguf-fields.js';

/** ggml's GGML_MAX_DIMS. */
const MAX_DIMENSIONS = 4;
/** ggml's GGML_MAX_NAME, a zero included. */
const MAX_NAME_BYTES = 64;
/** Longest name that is read: some builds of ggml have a larger GGML_MAX_NAME. */
const MAX_READ_NAME_BYTES = 512;

/** A line of the table: where its tensor lies is known once the data begins. */
export interface TensorLine extends TensorDescription {
  /** counted from where the data begins */
  readonly offset: number;
}

/**
 * Reads the table of tensors. A tensor whose type is not known, or whose size is beyond all files, is told of and not listed.
 *
 * @param count - within bounds
 * @throws Malformed
 */
export function* readTensorTable(
  fields: GgufFields,
  count: number,
  { lines, tell }: { readonly lines: TensorLine[]; readonly tell: RareIrregularities },
): Reading {
  const names = new Set<string>();
  for (let i = 0; i < count; i++) {
    const offset = fields.offset;
    const line = yield* readLine(fields, tell);
    if (names.has(line.name)) tell('duplicate-name', offset, line.name);
    names.add(line.name);
    if (Number.isFinite(line.sizeBytes)) lines.push(line);
  }
}

function* readLine(fields: GgufFields, tell: RareIrregularities): Reading<TensorLine> {
  const name = yield* readName(fields, tell);
  const dimensions = yield* readDimensions(fields, name);
  const typeOffset = fields.offset;
  const number = yield* fields.u32();
  const offset = yield* fields.u64();
  if (offset > Number.MAX_SAFE_INTEGER / 2)
    throw new Malformed(`${name.slice(0, 100)} lies at ${offset}`, fields.offset - 8);
  const type = GGML_TYPES.get(number);
  const tellHere = (kind: IrregularityKind, detail: string): void =>
    tell(kind, typeOffset, `${name.slice(0, 100)}: ${detail}`);
  if (type === undefined) tellHere('bad-value', `type ${number}`);
  else if (type.removed) tellHere('bad-value', `type ${type.name}, which is no longer read`);
  const mismatch = (detail: string): void => tellHere('size-mismatch', detail);
  const sizeBytes = type === undefined ? Number.NaN : sizeOf(type, dimensions, mismatch);
  return {
    name,
    dtype: type?.name ?? `type ${number}`,
    shape: [...dimensions].reverse(),
    offset: Number(offset),
    sizeBytes,
  };
}

function* readName(fields: GgufFields, tell: RareIrregularities): Reading<string> {
  const offset = fields.offset;
  const { text, sizeBytes, isUtf8 } = yield* fields.string(MAX_READ_NAME_BYTES);
  if (text === undefined) throw new Malformed(`a name of ${sizeBytes} bytes`, offset);
  if (sizeBytes >= MAX_NAME_BYTES) tell('bad-value', offset, `a name of ${sizeBytes} bytes`);
  if (!isUtf8) tell('bad-value', offset, 'a name that is no UTF-8');
  // ggml's names end at a zero.
  if (text.includes('\0')) tell('bad-value', offset, 'a name with a zero in it');
  return text;
}

function* readDimensions(fields: GgufFields, name: string): Reading<number[]> {
  const offset = fields.offset;
  const count = yield* fields.u32();
  if (count > MAX_DIMENSIONS) throw new Malformed(`${name.slice(0, 100)} has ${count} dimensions`, offset);
  const dimensions: number[] = [];
  while (dimensions.length < count) dimensions.push(yield* fields.size());
  return dimensions;
}

/** Bytes of a tensor: rows are whole blocks. @returns `NaN` for more than a file may have */
function sizeOf(type: GgmlType, dimensions: readonly number[], mismatch: (detail: string) => void): number {
  const row = dimensions[0] ?? 1;
  if (row % type.blockElements !== 0) mismatch(`rows of ${row} elements are no whole blocks of ${type.name}`);
  const elements = dimensions.reduce((all, size) => all * BigInt(size), 1n);
  const bytes = (elements / BigInt(type.blockElements)) * BigInt(type.blockBytes);
  if (bytes <= BigInt(Number.MAX_SAFE_INTEGER) / 2n) return Number(bytes);
  mismatch(`${elements} elements`);
  return Number.NaN;
}
