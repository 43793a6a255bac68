import preset from '../../jest.preset.mjs';
import { NOT_MODULES, SLOW_TESTS } from './slow-tests.mjs';

// It is the longest of all and ends last: then both cores are there for it.
export default {
  ...preset,
  modulePathIgnorePatterns: NOT_MODULES,
  displayName: 'cli',
  testPathIgnorePatterns: SLOW_TESTS,
  maxWorkers: 2,
};
