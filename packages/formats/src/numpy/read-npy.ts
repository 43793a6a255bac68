// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import { Malformed, type SequentialReader } from '../reading/drive.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { openRest } from '../reading/rest.js';
import { readDtype, readShape, type Dtype } from './dtype.js';
import { parseLiteral, type Literal } from './literal.js';
import { NUMPY_HEADER_CHARS, readNpyHeader, type NpyHeader } from './npy-header.js';

/** What a NumPy array is. */
export interface NpyContent {
  readonly kind: 'npy';
  /** of the format, such as `1.0` */
  readonly version: string;
  readonly shape: readonly number[];
  readonly itemBytes: number;
  readonly fortranOrder: boolean;
  /** its items are Python objects, which follow as a pickle */
  readonly hasObjects: boolean;
}

const KEYS = ['descr', 'fortran_order', 'shape'];

/** Reads a NumPy array. Where its header is not understood, what follows is read as what it looks like. */
export const readNpy: SequentialReader = function* (stream, part) {
  const header = yield* readNpyHeader(stream);
  if (header.text.length > NUMPY_HEADER_CHARS) part.irregular('too-many', 0, 'characters in the header');
  if (!header.text.endsWith('\n')) part.irregular('odd-padding', 0, 'no end of line after the header');
  const array = understand(header, part);
  if (array === undefined || array.hasObjects) return yield* readObjects(stream, part);
  yield* stream.skip(array.dataBytes);
  yield* openRest(stream, part);
};

interface NpyArray {
  readonly hasObjects: boolean;
  readonly dataBytes: number;
}

/** Sets what the part is. @returns undefined, and says so, when the header is none that NumPy writes */
function understand(header: NpyHeader, part: PartBuilder): NpyArray | undefined {
  try {
    const values = readValues(parseLiteral(header.text), part);
    const dtype = readDtype(values.get('descr') ?? null);
    const shape = readShape(values.get('shape') ?? null);
    const fortranOrder = values.get('fortran_order');
    if (typeof fortranOrder !== 'boolean') part.irregular('bad-value', 0, 'fortran_order is neither True nor False');
    part.content = {
      kind: 'npy',
      version: header.version,
      shape: shape.map(Number),
      itemBytes: Number(dtype.itemBytes),
      fortranOrder: fortranOrder === true,
      hasObjects: dtype.hasObjects,
    };
    return { hasObjects: dtype.hasObjects, dataBytes: dataBytesOf(dtype, shape) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    part.irregular('malformed', 0, `header of a NumPy array: ${error.detail}`);
    return undefined;
  }
}

function dataBytesOf({ itemBytes, hasObjects }: Dtype, shape: readonly bigint[]): number {
  const dataBytes = Number(shape.reduce((product, size) => product * size, itemBytes));
  if (!Number.isSafeInteger(dataBytes) && !hasObjects) throw new Malformed('a shape beyond all files');
  return dataBytes;
}

/** The header's entries; of a key that is there twice the last, as Python takes it. */
function readValues(header: Literal, part: PartBuilder): ReadonlyMap<string, Literal> {
  if (header === null || typeof header !== 'object' || header.kind !== 'dictionary')
    throw new Malformed('no dictionary');
  const values = new Map<string, Literal>();
  for (const [key, value] of header.entries) {
    if (typeof key !== 'string') throw new Malformed('a key that is no text');
    if (values.has(key)) part.irregular('duplicate-name', 0, `${key} in the header`);
    if (!KEYS.includes(key)) part.irregular('bad-value', 0, `${key} in the header`);
    values.set(key, value);
  }
  return values;
}

/** Objects are a pickle. */
function* readObjects(stream: ByteStream, part: PartBuilder): Reading {
  const { offset } = stream;
  const sizeBytes = part.sizeBytes === undefined ? undefined : part.sizeBytes - offset;
  const child = part.open({ name: `@${offset}`, offset, sizeBytes });
  yield* stream.each(Infinity, (piece) => child.write(piece));
  child.end();
}
