// SPDX-License-Identifier: Apache-2.0

/** How ggml stores elements of one type. */
export interface GgmlType {
  readonly name: string;
  /** elements of a block; a row is whole blocks */
  readonly blockElements: number;
  readonly blockBytes: number;
  /** no longer read by ggml; files that have it exist */
  readonly removed: boolean;
}

/** By the number that stands in files, as of ggml in November 2026: number, name, elements and bytes of a block. */
const TYPES = [
  [0, 'F32', 1, 4],
  [1, 'F16', 1, 2],
  [2, 'Q4_0', 32, 18],
  [3, 'Q4_1', 32, 20],
  [6, 'Q5_0', 32, 22],
  [7, 'Q5_1', 32, 24],
  [8, 'Q8_0', 32, 34],
  [9, 'Q8_1', 32, 36],
  [10, 'Q2_K', 256, 84],
  [11, 'Q3_K', 256, 110],
  [12, 'Q4_K', 256, 144],
  [13, 'Q5_K', 256, 176],
  [14, 'Q6_K', 256, 210],
  [15, 'Q8_K', 256, 292],
  [16, 'IQ2_XXS', 256, 66],
  [17, 'IQ2_XS', 256, 74],
  [18, 'IQ3_XXS', 256, 98],
  [19, 'IQ1_S', 256, 50],
  [20, 'IQ4_NL', 32, 18],
  [21, 'IQ3_S', 256, 110],
  [22, 'IQ2_S', 256, 82],
  [23, 'IQ4_XS', 256, 136],
  [24, 'I8', 1, 1],
  [25, 'I16', 1, 2],
  [26, 'I32', 1, 4],
  [27, 'I64', 1, 8],
  [28, 'F64', 1, 8],
  [29, 'IQ1_M', 256, 56],
  [30, 'BF16', 1, 2],
  [34, 'TQ1_0', 256, 54],
  [35, 'TQ2_0', 256, 66],
  [39, 'MXFP4', 32, 17],
  [40, 'NVFP4', 64, 36],
  [41, 'Q1_0', 128, 18],
  [42, 'Q2_0', 64, 18],
] as const;

/** Once there, and no longer: the sizes are those that they had. */
const REMOVED = [
  [4, 'Q4_2', 16, 10],
  [5, 'Q4_3', 16, 12],
  [31, 'Q4_0_4_4', 32, 18],
  [32, 'Q4_0_4_8', 32, 18],
  [33, 'Q4_0_8_8', 32, 18],
  [36, 'IQ4_NL_4_4', 32, 18],
  [37, 'IQ4_NL_4_8', 32, 18],
  [38, 'IQ4_NL_8_8', 32, 18],
] as const;

type Row = readonly [number: number, name: string, blockElements: number, blockBytes: number];

const entry = ([number, name, blockElements, blockBytes]: Row, removed: boolean): [number, GgmlType] => [
  number,
  { name, blockElements, blockBytes, removed },
];

/** @see https://github.com/ggml-org/llama.cpp/blob/master/ggml/include/ggml.h */
export const GGML_TYPES: ReadonlyMap<number, GgmlType> = new Map([
  ...TYPES.map((row) => entry(row, false)),
  ...REMOVED.map((row) => entry(row, true)),
]);
