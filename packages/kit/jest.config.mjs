import preset from '../../jest.preset.mjs';
import { SLOW_TESTS } from './slow-tests.mjs';

export default { ...preset, displayName: 'kit', testPathIgnorePatterns: SLOW_TESTS };
