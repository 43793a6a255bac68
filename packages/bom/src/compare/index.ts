// SPDX-License-Identifier: Apache-2.0
export { COMPARISON_SCHEMA, compareWithFiles, MAX_COMPARED_FILES, viewOfFiles } from './bom-against-files.js';
export type { BomComparison, ChangedFile, ComparedFile, ComparisonOutcome } from './bom-against-files.js';
export { compareSpdxWithFiles } from './spdx-against-files.js';
export { bomComparisonSchema } from './schema.js';
export { comparedFacts, MAX_COMPARED_FACTS, requireWhole, withFacts } from './facts.js';
export type { ComparedFacts, DifferentFact, FactComparison, LeftOutFact, UncheckedFact } from './facts.js';
