// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { largestEigenvalue } from './largest-eigenvalue.js';
import { eachBlock, type ReadablePair, type RowBlock } from './tensor-rows.js';

/** Largest change that is held in memory, in numbers: 128 MiB. Others are read again for each turn. */
export const MAX_HELD_NUMBERS = 32 * 1024 * 1024;
/** Fewest turns: of many like directions one stands out only after some. */
export const MIN_TURNS = 12;
/** Over so many turns nothing may change: what seems to be the largest is the second one at times, for a turn or two. */
const SETTLED_TURNS = 6;
/** Most turns. */
export const MAX_TURNS = 40;
/** Turns end where the share grows less than that in {@link SETTLED_TURNS}; of 1,500 matrices none was then off by 0.00001. */
const TOLERANCE = 1e-5;
/** A rest of that part of all energy is what rounding leaves. */
const ROUNDING = 1e-12;

/** Squares of Frobenius norms. */
export interface ChangeEnergy {
  readonly change: number;
  readonly base: number;
}

/** Sums up squares of all numbers. Not finite where some number of the two is not. @throws MpkError `MODEL_CHANGED` */
export function measureEnergy(pair: ReadablePair): ChangeEnergy {
  let change = 0;
  let base = 0;
  eachBlock(pair, (block) => {
    change += squares(block.change);
    base += squares(block.base);
  });
  return { change, base };
}

function squares(numbers: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] ?? 0;
    sum += number * number;
  }
  return sum;
}

/**
 * The part of the energy of a change that its first singular direction has, within 0.001: the largest eigenvalue of `changeᵀ
 * change`, by the method of Lanczos, which is power iteration that forgets nothing of its way.
 *
 * It begins with a direction that nobody can choose, for whoever writes a model could have all changes stand at right angles to one
 * that is known: of the digests of both tensors.
 *
 * @param energy - finite, and more than 0
 * @throws MpkError `MODEL_CHANGED`
 */
export function measureFirstDirection(pair: ReadablePair, energy: number): number {
  const blocks = holdOrRead(pair);
  const shares: number[] = [];
  const diagonal: number[] = [];
  const beside: number[] = [];
  let before: Float64Array = new Float64Array(pair.columns);
  let direction: Float64Array = startDirection(pair);
  for (let turn = 1; turn <= MAX_TURNS; turn++) {
    const next = new Float64Array(pair.columns);
    blocks((change) => applyBlock(change, direction, next));
    subtract(next, before, beside.at(-1) ?? 0);
    const along = dotProduct(next, direction);
    subtract(next, direction, along);
    diagonal.push(along);
    const share = Math.min(1, largestEigenvalue(diagonal, beside, energy) / energy);
    const rest = normalise(next);
    const isSettled = turn >= MIN_TURNS && share - (shares.at(-SETTLED_TURNS) ?? 0) < TOLERANCE;
    shares.push(share);
    if (isSettled || !(rest > ROUNDING * energy)) break;
    beside.push(rest);
    [before, direction] = [direction, next];
  }
  return shares.at(-1) ?? 0;
}

/** `next += changeᵀ change direction` */
function applyBlock(change: Float32Array, direction: Float64Array, next: Float64Array): void {
  const columns = direction.length;
  for (let start = 0; start < change.length; start += columns) {
    let dot = 0;
    for (let i = 0; i < columns; i++) dot += (change[start + i] ?? 0) * (direction[i] ?? 0);
    for (let i = 0; i < columns; i++) next[i] = (next[i] ?? 0) + dot * (change[start + i] ?? 0);
  }
}

/** `from -= times what` */
function subtract(from: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < from.length; i++) from[i] = (from[i] ?? 0) - times * (what[i] ?? 0);
}

function dotProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

type EachChange = (use: (change: Float32Array) => void) => void;

function holdOrRead(pair: ReadablePair): EachChange {
  const read = (use: (change: Float32Array) => void): void => eachBlock(pair, ({ change }: RowBlock) => use(change));
  const numbers = pair.rows * pair.columns;
  if (numbers > MAX_HELD_NUMBERS) return read;
  const held = new Float32Array(numbers);
  let filled = 0;
  read((change) => {
    held.set(change, filled);
    filled += change.length;
  });
  return (use) => use(held);
}

function startDirection({ model, base, columns }: ReadablePair): Float64Array {
  const seed = createHash('sha256').update(`${model.sha256}${base.sha256}`).digest();
  let state = seed.readUInt32LE() | 1;
  const direction = Float64Array.from({ length: columns }, () => {
    // xorshift32: even enough for a start.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  });
  normalise(direction);
  return direction;
}

/** Scales to length 1. @returns the length that it had */
function normalise(vector: Float64Array): number {
  const length = Math.sqrt(dotProduct(vector, vector));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length;
  return length;
}
