// SPDX-License-Identifier: Apache-2.0
import type { Irregularity, Uninspected } from './part.js';

const isWithin = (offset: number, sizeBytes: number): boolean =>
  Number.isInteger(offset) && offset >= 0 && offset <= sizeBytes;

/** Where a file leads out of itself, the offset is its own word and no place. */
export function irregularityWithin(irregularity: Irregularity, sizeBytes = 0): Irregularity {
  const { offset = 0, ...placeless } = irregularity;
  return isWithin(offset, sizeBytes) ? irregularity : placeless;
}

/** As {@link irregularityWithin}: what was not looked into at no place is taken from the beginning. */
export const uninspectedWithin = (uninspected: Uninspected, sizeBytes = 0): Uninspected =>
  isWithin(uninspected.offset, sizeBytes) ? uninspected : { ...uninspected, offset: 0 };
