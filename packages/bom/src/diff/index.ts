// SPDX-License-Identifier: Apache-2.0
export { CHANGE_KINDS, DIFF_SCHEMA, diffBoms, MAX_DIFF_COMPONENTS } from './diff-boms.js';
export type { BomDiff, ChangedComponent, ChangeKind, DiffComponent, FactChange } from './diff-boms.js';
export { bomDiffSchema } from './schema.js';
