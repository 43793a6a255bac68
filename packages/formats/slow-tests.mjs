/** Tests that expand, damage or nest so much that they are a target of their own (`nx e2e`): CI runs both. */
export const SLOW_TESTS = [
  '<rootDir>/tests/compression/decoders.test.ts',
  '<rootDir>/tests/compression/match-window.test.ts',
  '<rootDir>/tests/compression/read-compressed.test.ts',
  '<rootDir>/tests/pickle/pickle-view.test.ts',
  '<rootDir>/tests/reading/allowance.test.ts',
  '<rootDir>/tests/reading/budget.test.ts',
  '<rootDir>/tests/reading/paged-bytes.test.ts',
  '<rootDir>/tests/torch/legacy-data.test.ts',
  '<rootDir>/tests/yaml/slow-yaml.test.ts',
];
