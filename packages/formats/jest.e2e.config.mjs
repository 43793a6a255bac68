import preset from '../../jest.preset.mjs';
import { SLOW_TESTS } from './slow-tests.mjs';

export default { ...preset, displayName: 'formats:e2e', testMatch: SLOW_TESTS, maxWorkers: 2 };
