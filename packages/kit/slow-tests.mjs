/** Tests that start other programs, or sign very often, and are a target of their own (`nx e2e`): CI runs both. */
export const SLOW_TESTS = ['<rootDir>/tests/record/record.test.ts', '<rootDir>/tests/signer/signer.test.ts'];
