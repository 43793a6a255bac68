// SPDX-License-Identifier: Apache-2.0
import { makeFseTable, type FseLimits, type FseTable } from './fse.js';

/** A kind of number of a sequence: what its codes stand for, and the table that is used where there is no other. */
export interface CodeKind extends FseLimits {
  /** smallest value of each code, and how many bits are added to it */
  readonly values: readonly (readonly [base: number, bits: number])[];
  readonly usual: FseTable;
}

/** Codes that stand for one value each, then others. */
const codes = (from: number, count: number, others: readonly (readonly [number, number])[]): CodeKind['values'] => [
  ...Array.from({ length: count }, (_, i): readonly [number, number] => [from + i, 0]),
  ...others,
];

const ones = (count: number): number[] => Array<number>(count).fill(1);
const rare = (count: number): number[] => Array<number>(count).fill(-1);

// Values and usual tables: RFC 8878, 3.1.1.3.2.1.1 and 3.1.1.3.2.2.

export const LITERAL_LENGTHS: CodeKind = {
  maxAccuracyBits: 9,
  maxSymbol: 35,
  // prettier-ignore
  values: codes(0, 16, [
    [16, 1], [18, 1], [20, 1], [22, 1], [24, 2], [28, 2], [32, 3], [40, 3], [48, 4], [64, 6], [128, 7], [256, 8], [512, 9],
    [1024, 10], [2048, 11], [4096, 12], [8192, 13], [16384, 14], [32768, 15], [65536, 16],
  ]),
  // prettier-ignore
  usual: makeFseTable(
    [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, ...rare(4)], 6,
  ),
};

export const MATCH_LENGTHS: CodeKind = {
  maxAccuracyBits: 9,
  maxSymbol: 52,
  // prettier-ignore
  values: codes(3, 32, [
    [35, 1], [37, 1], [39, 1], [41, 1], [43, 2], [47, 2], [51, 3], [59, 3], [67, 4], [83, 4], [99, 5], [131, 7], [259, 8],
    [515, 9], [1027, 10], [2051, 11], [4099, 12], [8195, 13], [16387, 14], [32771, 15], [65539, 16],
  ]),
  usual: makeFseTable([1, 4, 3, 2, 2, 2, 2, 2, 2, ...ones(37), ...rare(7)], 6),
};

export const OFFSETS: CodeKind = {
  maxAccuracyBits: 8,
  maxSymbol: 31,
  values: Array.from({ length: 32 }, (_, code): readonly [number, number] => [2 ** code, code]),
  usual: makeFseTable([...ones(6), 2, 2, 2, ...ones(15), ...rare(5)], 5),
};
