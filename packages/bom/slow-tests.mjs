/** Tests over many documents that are a target of their own (`nx e2e`): CI runs both. */
export const SLOW_TESTS = [
  '<rootDir>/tests/assess/assess.test.ts',
  '<rootDir>/tests/audit/hostile.test.ts',
  '<rootDir>/tests/claims/long-cards.test.ts',
  '<rootDir>/tests/diff/diff-boms.test.ts',
  '<rootDir>/tests/documents/hostile.test.ts',
  '<rootDir>/tests/documents/many.test.ts',
  '<rootDir>/tests/merge/merge-boms.test.ts',
  '<rootDir>/tests/score/score-bom.test.ts',
];
