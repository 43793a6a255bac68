import preset from '../../jest.preset.mjs';
import { SLOW_TESTS } from './slow-tests.mjs';

export default {
  ...preset,
  displayName: 'kit:e2e',
  testMatch: ['<rootDir>/e2e/**/*.test.ts', ...SLOW_TESTS],
  testTimeout: 60_000,
};
