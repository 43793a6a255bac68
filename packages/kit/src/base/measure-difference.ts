// SPDX-License-Identifier: Apache-2.0
import { setImmediate } from 'node:timers/promises';
import { MpkError } from '@mpk/core';
import { hasDirections, type ComparedTensor, type TensorMeasure, type TensorMeasures } from '@mpk/inspect';
import { measureEnergy, measureFirstDirection } from './measure-tensor.js';
import { readablePair, type FilesByName, type ReadablePair } from './tensor-rows.js';

/** Most numbers of which norms are measured, all tensors together: those of models of 34 billion. Some minutes. */
export const MAX_NORM_NUMBERS = 2 ** 35;
/** Most tensors of which the first direction is looked for: those that changed most. */
export const MAX_DIRECTION_TENSORS = 64;
/** Most numbers of them, for each is looked at in some twelve turns: two layers of a model of 7 billion. */
export const MAX_DIRECTION_NUMBERS = 2 ** 29;

/** Where the tensors are read again. */
export interface DifferenceFiles {
  readonly model: FilesByName;
  readonly base: FilesByName;
  readonly signal?: AbortSignal | undefined;
}

interface Measured {
  readonly tensor: ComparedTensor;
  readonly pair: ReadablePair;
  readonly energy: number;
  readonly relativeNorm: number;
}

/**
 * Measures how far tensors are from those of the base, as far as limits go; what is not in the answer was not measured.
 *
 * @throws MpkError `MODEL_CHANGED` where files are not what the pass has read; `CANCELLED`
 */
export async function measureDifference(
  tensors: readonly ComparedTensor[],
  files: DifferenceFiles,
): Promise<TensorMeasures> {
  const norms = await measureNorms(tensors, files);
  const measures = new Map<ComparedTensor, TensorMeasure>();
  for (const { tensor, relativeNorm } of norms) measures.set(tensor, { relativeNorm });
  let numbersLeft = MAX_DIRECTION_NUMBERS;
  let tensorsLeft = MAX_DIRECTION_TENSORS;
  for (const { tensor, pair, energy, relativeNorm } of norms.toSorted((a, b) => b.relativeNorm - a.relativeNorm)) {
    if (!hasDirections(tensor) || energy === 0 || pair.rows * pair.columns > numbersLeft || tensorsLeft === 0) continue;
    numbersLeft -= pair.rows * pair.columns;
    tensorsLeft--;
    await pause(files);
    measures.set(tensor, { relativeNorm, firstDirection: measureFirstDirection(pair, energy) });
  }
  return measures;
}

async function measureNorms(tensors: readonly ComparedTensor[], files: DifferenceFiles): Promise<readonly Measured[]> {
  const norms: Measured[] = [];
  let numbersLeft = MAX_NORM_NUMBERS;
  for (const tensor of tensors) {
    const pair = readablePair(tensor, files);
    if (pair === undefined || pair.rows * pair.columns > numbersLeft) continue;
    numbersLeft -= pair.rows * pair.columns;
    await pause(files);
    const { change, base } = measureEnergy(pair);
    const relativeNorm = base === 0 ? Number(change > 0) : Math.sqrt(change / base);
    // Infinite, or no number at all: nothing can be said of how far it is.
    if (Number.isFinite(change) && Number.isFinite(relativeNorm))
      norms.push({ tensor, pair, energy: change, relativeNorm });
  }
  return norms;
}

/** Lets this thread hear of an interrupt. @throws MpkError `CANCELLED` */
async function pause({ signal }: DifferenceFiles): Promise<void> {
  await setImmediate();
  if (signal?.aborted === true) throw new MpkError('CANCELLED', 'cancelled before the model was held against its base');
}
