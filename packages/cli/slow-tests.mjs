/** Tests that start so many processes that they are a target of their own (`nx e2e`): CI runs both. */
export const SLOW_TESTS = [
  '<rootDir>/tests/attestations.test.ts',
  '<rootDir>/tests/audit.test.ts',
  '<rootDir>/tests/bom.test.ts',
  '<rootDir>/tests/bundle.test.ts',
  '<rootDir>/tests/hostile.test.ts',
  '<rootDir>/tests/inspect.test.ts',
  '<rootDir>/tests/keyless.test.ts',
  '<rootDir>/tests/main-job.test.ts',
  '<rootDir>/tests/mistyped-command.test.ts',
  '<rootDir>/tests/no-network.test.ts',
  '<rootDir>/tests/policy.test.ts',
  '<rootDir>/tests/serializations.test.ts',
  '<rootDir>/tests/signature.test.ts',
  '<rootDir>/tests/sources.test.ts',
  '<rootDir>/tests/tutorials/air-gap.test.ts',
  '<rootDir>/tests/tutorials/bom.test.ts',
  '<rootDir>/tests/tutorials/inspection.test.ts',
  '<rootDir>/tests/tutorials/keyless.test.ts',
  '<rootDir>/tests/tutorials/training-provenance.test.ts',
  '<rootDir>/tests/verify-only.test.ts',
];

/** Bundles have the name of this package too. */
export const NOT_MODULES = ['<rootDir>/bundle/', '<rootDir>/out-tsc/'];
