// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { asArray, asObject, asString } from '../json/narrow.js';
import type { BomScoreSummary } from './types.js';

const MAX_PROFILES = 100;
const MAX_GAPS = 1000;

/** Reads how complete a bill of materials was found to be. @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE` */
export function parseBomScores(value: unknown): readonly BomScoreSummary[] {
  return bounded(asArray(value, 'evidence bomScores'), MAX_PROFILES, 'profiles').map((item) => {
    const score = asObject(item, 'BOM score');
    return {
      profile: asString(score['profile'], 'BOM score profile'),
      complete: share(score['complete'], 'complete'),
      substantiated: share(score['substantiated'], 'substantiated'),
      gaps: bounded(asArray(score['gaps'], 'BOM score gaps'), MAX_GAPS, 'gaps').map((gap) => asString(gap, 'gap')),
    };
  });
}

function share(value: unknown, what: string): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  throw new MpkError('INPUT_MALFORMED', `BOM score ${what} is no share from 0 to 1`);
}

function bounded(list: readonly unknown[], most: number, what: string): readonly unknown[] {
  if (list.length > most) throw new MpkError('INPUT_TOO_LARGE', `the evidence has more than ${most} ${what}`);
  return list;
}
