import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'bom:interop',
  testMatch: ['<rootDir>/interop/**/*.interop.test.ts'],
  testTimeout: 120_000,
};
