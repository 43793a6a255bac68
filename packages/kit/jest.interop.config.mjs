import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'kit:interop',
  testMatch: ['<rootDir>/interop/**/*.interop.test.ts'],
  testTimeout: 600_000,
};
