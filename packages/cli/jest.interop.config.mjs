import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'cli:interop',
  testMatch: ['<rootDir>/interop/**/*.test.ts'],
  testTimeout: 120_000,
};
