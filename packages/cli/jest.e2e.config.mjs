import preset from '../../jest.preset.mjs';
import { NOT_MODULES, SLOW_TESTS } from './slow-tests.mjs';

export default {
  ...preset,
  modulePathIgnorePatterns: NOT_MODULES,
  displayName: 'cli:e2e',
  testMatch: SLOW_TESTS,
  maxWorkers: 2,
};
