// Shared by every package: TypeScript through swc, ESM, siblings read from their sources.
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  // Commands are run as processes, on machines that others use too.
  testTimeout: 60_000,
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  // "import" must not be listed: some dependencies' ESM builds are then require()d.
  testEnvironmentOptions: { customExportConditions: ['@mpk/source', 'node', 'node-addons'] },
};
