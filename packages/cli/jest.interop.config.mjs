import preset from '../../jest.preset.mjs';
import { NOT_MODULES } from './slow-tests.mjs';

export default {
  ...preset,
  modulePathIgnorePatterns: NOT_MODULES,
  displayName: 'cli:interop',
  testMatch: ['<rootDir>/interop/**/*.test.ts'],
  testTimeout: 120_000,
};
