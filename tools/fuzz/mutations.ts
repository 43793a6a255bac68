// SPDX-License-Identifier: Apache-2.0
import { changeLength, changeNumber, setExtreme } from './numbers.ts';
import type { Random } from './random.ts';

/** Largest input that is made: what is longer is cut. */
export const MAX_INPUT_BYTES = 512 * 1024;
/** Most bytes that repeating a piece gives. */
const MAX_REPEATED_BYTES = 128 * 1024;

/** Makes other bytes of some; `other` gives those of another seed. */
type Mutation = (bytes: Buffer, random: Random, other: () => Buffer) => Buffer;

/** A range in the bytes, short more often than long. */
function rangeIn(bytes: Buffer, random: Random): readonly [start: number, end: number] {
  const start = random.below(bytes.length);
  return [start, start + 1 + random.below(random.pick([4, 16, 256, bytes.length - start]))];
}

/** Puts other bytes in the place of a range. */
const replace = (bytes: Buffer, start: number, end: number, by: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, start), by, bytes.subarray(end)]);

const flipBit: Mutation = (bytes, random) => {
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  return bytes;
};
const setByte: Mutation = (bytes, random) => {
  bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
};
const truncate: Mutation = (bytes, random) => bytes.subarray(0, random.below(bytes.length));
const cutHead: Mutation = (bytes, random) => bytes.subarray(random.below(Math.min(bytes.length, 64)));
const remove: Mutation = (bytes, random) => replace(bytes, ...rangeIn(bytes, random), Buffer.alloc(0));
const insert: Mutation = (bytes, random) => {
  const at = random.below(bytes.length + 1);
  const piece = Buffer.alloc(1 + random.below(64), random.below(256));
  return replace(bytes, at, at, random.oneIn(2) ? piece : Buffer.from(piece.map(() => random.below(256))));
};
const copy: Mutation = (bytes, random) => {
  const at = random.below(bytes.length + 1);
  return replace(bytes, at, at, bytes.subarray(...rangeIn(bytes, random)));
};
const repeat: Mutation = (bytes, random) => {
  const [start, end] = rangeIn(bytes, random);
  const piece = bytes.subarray(start, end);
  const times = Math.min(2 ** random.below(14), Math.ceil(MAX_REPEATED_BYTES / Math.max(1, piece.length)));
  return replace(bytes, end, end, Buffer.concat(Array<Buffer>(times).fill(piece)));
};
const splice: Mutation = (bytes, random, other) => {
  const theirs = other();
  return Buffer.concat([bytes.subarray(0, random.below(bytes.length)), theirs.subarray(random.below(theirs.length))]);
};
const append: Mutation = (bytes, _random, other) => Buffer.concat([bytes, other()]);
const insertOther: Mutation = (bytes, random, other) => {
  const at = random.below(bytes.length + 1);
  const theirs = other();
  return replace(bytes, at, at, random.oneIn(2) ? theirs : theirs.subarray(...rangeIn(theirs, random)));
};
const overwrite: Mutation = (bytes, random, other) => {
  const theirs = other();
  theirs.subarray(...rangeIn(theirs, random)).copy(bytes, random.below(bytes.length));
  return bytes;
};

/** Those that stand here twice are twice as frequent. */
const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  flipBit,
  flipBit,
  setByte,
  setExtreme,
  setExtreme,
  changeLength,
  changeLength,
  changeNumber,
  changeNumber,
  truncate,
  cutHead,
  remove,
  insert,
  copy,
  repeat,
  splice,
  append,
  insertOther,
  overwrite,
];

/** Makes bytes that are like some others and like none that a writer writes. */
export function mutate(seed: Buffer, random: Random, other: () => Buffer): Buffer {
  let bytes = Buffer.from(seed);
  for (let left = 1 + random.below(random.pick([1, 3, 8])); left > 0; left--) {
    if (bytes.length === 0) bytes = Buffer.from(other());
    bytes = Buffer.from(random.pick(MUTATIONS)(bytes, random, other).subarray(0, MAX_INPUT_BYTES));
  }
  return bytes;
}
