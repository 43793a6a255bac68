// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';

/** Type of the elements of a dataset or attribute. */
export interface Datatype {
  /** such as `float32`, `string[12]`, `string`, `compound` */
  readonly name: string;
  /** of one element, as it is stored */
  readonly sizeBytes: number;
  /** how text is stored: in place, or on the global heap */
  readonly text: 'none' | 'fixed' | 'heap';
  /** elements, or members of theirs, may lie on the global heap */
  readonly usesHeap: boolean;
}

/** By class; those without a name are told apart below. */
const CLASSES = [
  'int',
  'float',
  'time',
  'string',
  'bitfield',
  'opaque',
  'compound',
  'reference',
  'enum',
  'vlen',
  'array',
];
const FIXED = 0;
const FLOAT = 1;
const STRING = 3;
const OPAQUE = 5;
const COMPOUND = 6;
const REFERENCE = 7;
const ENUM = 8;
const VLEN = 9;
const ARRAY = 10;
const COMPLEX = 11;

/** @param at - for errors. @throws Malformed */
export function parseDatatype(bytes: Buffer, at: number): Datatype {
  if (bytes.length < 8) throw new Malformed('a datatype that is cut short', at);
  const version = bytes.readUInt8(0) >> 4;
  const type = bytes.readUInt8(0) & 0x0f;
  const bits = bytes.readUIntLE(1, 3);
  const sizeBytes = bytes.readUInt32LE(4);
  if (version < 1 || version > 5 || type > COMPLEX) throw new Malformed(`a datatype of class ${type}`, at);
  const isVlenText = type === VLEN && (bits & 0x0f) === 1;
  return {
    name: nameOf(type, bits, bytes, at),
    sizeBytes,
    text: type === STRING ? 'fixed' : isVlenText ? 'heap' : 'none',
    // What members of these are is not followed: they may.
    usesHeap: [COMPOUND, REFERENCE, VLEN, ARRAY].includes(type),
  };
}

function nameOf(type: number, bits: number, bytes: Buffer, at: number): string {
  const sizeBytes = bytes.readUInt32LE(4);
  const name = CLASSES[type] ?? 'complex';
  if (type === FIXED) return `${(bits & 8) === 0 ? 'u' : ''}int${8 * sizeBytes}`;
  if (type === FLOAT) return `float${8 * sizeBytes}`;
  if (type === STRING || type === OPAQUE) return `${name}[${sizeBytes}]`;
  if (type === VLEN && (bits & 0x0f) === 1) return 'string';
  if (type === VLEN || type === ENUM) return `${name} of ${elementName(bytes, at)}`;
  return name;
}

/** Of what stands within another type, in which variable lengths are not followed further. */
function elementName(bytes: Buffer, at: number): string {
  const inner = bytes.subarray(8);
  if (inner.length < 8) return 'nothing';
  const type = inner.readUInt8(0) & 0x0f;
  return type === VLEN || type === ENUM ? (CLASSES[type] ?? '') : parseDatatype(inner, at + 8).name;
}
