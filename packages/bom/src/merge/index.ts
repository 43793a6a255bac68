// SPDX-License-Identifier: Apache-2.0
export { MAX_MERGED_DOCUMENTS, mergeBoms } from './merge-boms.js';
export type { MergedBom, MergeOptions } from './merge-boms.js';
