import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'bom:e2e',
  testMatch: ['<rootDir>/e2e/**/*.test.ts'],
  testTimeout: 60_000,
};
